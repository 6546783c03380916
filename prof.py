import re,collections
t=open('/tmp/w/me/p.txt').read().split('jdk.ExecutionSample')
top=collections.Counter();incl=collections.Counter();n=0
for e in t:
    fr=re.findall(r'^\s+([\w.$]+\.[\w$<>]+)\(.*?\)\s+line: (\d+)',e,re.M)
    if not any('GraphSearch' in f[0] for f in fr): continue
    n+=1
    own=[f for f in fr if 'elanus' in f[0]][0]
    top[(own[0].split('elanus.')[1],own[1])]+=1
    for f in set(x[0] for x in fr if 'elanus' in x[0]): incl[f]+=1
print(n)
for k,v in top.most_common(30): print(v*100//n,k)
print()
for k,v in incl.most_common(25): print(v*100//n,k)
