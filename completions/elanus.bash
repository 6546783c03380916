# Completion of elanus for bash. Written by scripts/generate-docs from the commands themselves.

_elanus_collections() {
  "$1" "${data[@]}" --output csv list collections 2>/dev/null | sed -e 1d -e 's/,.*//'
}

# What a started word means: readline gives it with its quotes and backslashes, and puts them back.
_elanus_meant() {
  meant=$1
  case $meant in
    \'*) meant=${meant#\'} ;;
    \"*) meant=${meant#\"} meant=${meant//\\/} ;;
    *) meant=${meant//\\/} ;;
  esac
}

_elanus() {
  local meant current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  # bash cuts words at = and :
  if [[ $current == = ]]; then
    current=
  elif [[ $previous == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()

  local command='' word skip='' i
  local -a data=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ -n $skip ]]; then
      [[ $word == = ]] && continue
      [[ $skip == --data ]] && data=(--data "$word")
      skip=
      continue
    fi
    case $word in
      --data | --output | --progress | --threads | --memory-limit | --seed | -e | --execute | -f | --script)
        [[ -z $command || $word == --* ]] && skip=$word ;;
      -*) ;;
      *)
        case $command,$word in
          ,check | ,clear | ,compact | ,create | ,delete | ,demo | ,exit | ,flush | ,get | ,help |\
            ,history | ,insert | ,list | ,load | ,query | ,quit | ,release | ,search | ,set |\
            ,show | ,use | ,version | ,wait_for_index | create,collection | create,index |\
            delete,collection | delete,entities | delete,ids | delete,index | insert,file |\
            insert,row | list,collection | list,collections | list,index | list,indexes |\
            load,collection | release,collection | set,output | show,collection | show,index |\
            show,index_progress | show,output)
            command="${command:+$command }$word" ;;
        esac ;;
    esac
  done

  local kind='' words=''
  case $command,$previous in
    'show collection',-c | 'show collection',--collection-name | 'show collection',--collection |\
      'delete collection',-c | 'delete collection',--collection-name |\
      'delete collection',--collection | 'use',-c | 'use',--collection-name | 'use',--collection |\
      'insert file',-c | 'insert file',--collection-name | 'insert file',--collection |\
      'insert row',-c | 'insert row',--collection-name | 'insert row',--collection | 'flush',-c |\
      'flush',--collection-name | 'flush',--collection | 'compact',-c |\
      'compact',--collection-name | 'compact',--collection | 'get',-c | 'get',--collection-name |\
      'get',--collection | 'query',-c | 'query',--collection-name | 'query',--collection |\
      'delete entities',-c | 'delete entities',--collection-name | 'delete entities',--collection |\
      'delete ids',-c | 'delete ids',--collection-name | 'delete ids',--collection |\
      'create index',-c | 'create index',--collection-name | 'create index',--collection |\
      'list indexes',-c | 'list indexes',--collection-name | 'list indexes',--collection |\
      'list index',-c | 'list index',--collection-name | 'list index',--collection |\
      'show index',-c | 'show index',--collection-name | 'show index',--collection |\
      'show index_progress',-c | 'show index_progress',--collection-name |\
      'show index_progress',--collection | 'wait_for_index',-c |\
      'wait_for_index',--collection-name | 'wait_for_index',--collection | 'delete index',-c |\
      'delete index',--collection-name | 'delete index',--collection | 'load collection',-c |\
      'load collection',--collection-name | 'load collection',--collection | 'load',-c |\
      'load',--collection-name | 'load',--collection | 'release collection',-c |\
      'release collection',--collection-name | 'release collection',--collection | 'release',-c |\
      'release',--collection-name | 'release',--collection | 'search',-c |\
      'search',--collection-name | 'search',--collection)
      kind='collection' ;;
    'create index',--defaults | 'search',--defaults)
      kind='defaults' ;;
    *,--data)
      kind='directory' ;;
    'insert file',--on-duplicate | 'insert row',--on-duplicate)
      kind='duplicate' ;;
    'create collection',--schema-file | 'create collection',--from | 'search',--file | ,-f |\
      *,--script)
      kind='file' ;;
    *,--output)
      kind='format' ;;
    'create collection',-c | 'create collection',--collection-name |\
      'create collection',--collection | 'create collection',-f | 'create collection',--field |\
      'create collection',--schema-field | 'create collection',-p |\
      'create collection',--primary-field | 'create collection',--schema-primary-field |\
      'create collection',-d | 'create collection',--description |\
      'create collection',--schema-description | 'create collection',--map | 'insert file',--map |\
      'insert file',-t | 'insert file',--timeout | 'insert file',-p | 'insert file',--partition |\
      'insert file',--partition-name | 'flush',-t | 'flush',--timeout | 'get',--ids | 'get',-i |\
      'get',--id | 'get',-o | 'get',--output-fields | 'query',--ids | 'query',-i | 'query',--id |\
      'query',-e | 'query',--expr | 'query',--filter | 'query',-o | 'query',--output-fields |\
      'query',-l | 'query',--limit | 'delete entities',--ids | 'delete ids',--ids |\
      'delete entities',-i | 'delete entities',--id | 'delete ids',-i | 'delete ids',--id |\
      'delete entities',-e | 'delete entities',--expr | 'delete entities',--filter |\
      'delete ids',-e | 'delete ids',--expr | 'delete ids',--filter | 'create index',-f |\
      'create index',--field-name | 'create index',--field | 'create index',-in |\
      'create index',--index-name | 'create index',--timeout | 'show index',-in |\
      'show index',--index-name | 'show index',-f | 'show index',--field-name |\
      'show index',--field | 'show index_progress',-in | 'show index_progress',--index-name |\
      'show index_progress',-f | 'show index_progress',--field-name |\
      'show index_progress',--field | 'wait_for_index',-in | 'wait_for_index',--index-name |\
      'wait_for_index',-f | 'wait_for_index',--field-name | 'wait_for_index',--field |\
      'wait_for_index',-t | 'wait_for_index',--timeout | 'delete index',-in |\
      'delete index',--index-name | 'delete index',-f | 'delete index',--field-name |\
      'delete index',--field | 'search',-f | 'search',--field-name | 'search',--field |\
      'search',--vector | 'search',-i | 'search',--id | 'search',-l | 'search',--limit |\
      'search',--offset | 'search',-o | 'search',--output-fields | *,--threads | *,--memory-limit |\
      *,--seed | ,-e | *,--execute)
      kind='free' ;;
    'create index',-m | 'create index',--metric-type | 'search',-m | 'search',--metric-type)
      kind='metric' ;;
    'create index',-p | 'create index',--param | 'create index',--index-params | 'search',-p |\
      'search',--param | 'search',--params)
      kind='parameter' ;;
    *,--progress)
      kind='progress' ;;
    'create index',-t | 'create index',--index-type)
      kind='type' ;;
  esac
  case $kind,$command in
    type,*)
      words='FLAT IVF_FLAT IVF_SQ8 IVF_PQ SCANN BIN_FLAT BIN_IVF_FLAT HNSW DISKANN RNSG AUTOINDEX' ;;
    metric,*)
      words='L2 IP COSINE JACCARD HAMMING SUBSTRUCTURE SUPERSTRUCTURE' ;;
    parameter,search)
      words='nprobe: reorder_k: ef: search_list: search_length: level: radius: range_filter:' ;;
    parameter,*)
      words='nlist: m: nbits: with_raw_data: M: efConstruction: max_degree: search_list_size: out_degree: candidate_pool_size: search_length: knng:' ;;
    defaults,*)
      words='fitted milvus' ;;
    format,*)
      words='table json csv' ;;
    progress,*)
      words='auto plain json none' ;;
    duplicate,*)
      words='error skip replace' ;;
    ,*)
      case $command,$current in
        ,-*)
          words='--data --output --progress --threads --memory-limit --seed --no-color --keep-going -v --verbose -e --execute -f --script -h --help -V --version' ;;
        'create collection',-*)
          words='-c --collection-name --collection -f --field --schema-field -p --primary-field --schema-primary-field -A --auto-id --schema-auto-id -d --description --schema-description --schema-file --from --map -h --help' ;;
        'list collections',-*)
          words='-h --help' ;;
        'list collection',-*)
          words='-h --help' ;;
        'show collection',-*)
          words='-c --collection-name --collection -h --help' ;;
        'delete collection',-*)
          words='-c --collection-name --collection -y --yes -h --help' ;;
        'use',-*)
          words='-c --collection-name --collection -h --help' ;;
        'insert file',-*)
          words='-c --collection-name --collection --map --on-duplicate -t --timeout -p --partition --partition-name -h --help' ;;
        'insert row',-*)
          words='-c --collection-name --collection --on-duplicate -h --help' ;;
        'flush',-*)
          words='-c --collection-name --collection -t --timeout -h --help' ;;
        'compact',-*)
          words='-c --collection-name --collection -h --help' ;;
        'get',-*)
          words='-c --collection-name --collection --ids -i --id -o --output-fields -h --help' ;;
        'query',-*)
          words='-c --collection-name --collection --ids -i --id -e --expr --filter -o --output-fields -l --limit -h --help' ;;
        'delete entities',-*)
          words='-c --collection-name --collection --ids -i --id -e --expr --filter -y --yes -h --help' ;;
        'delete ids',-*)
          words='-c --collection-name --collection --ids -i --id -e --expr --filter -y --yes -h --help' ;;
        'create index',-*)
          words='-c --collection-name --collection -f --field-name --field -in --index-name -t --index-type -m --metric-type -p --param --index-params --defaults --timeout --async -h --help' ;;
        'list indexes',-*)
          words='-c --collection-name --collection -h --help' ;;
        'list index',-*)
          words='-c --collection-name --collection -h --help' ;;
        'show index',-*)
          words='-c --collection-name --collection -in --index-name -f --field-name --field -h --help' ;;
        'show index_progress',-*)
          words='-c --collection-name --collection -in --index-name -f --field-name --field -h --help' ;;
        'wait_for_index',-*)
          words='-c --collection-name --collection -in --index-name -f --field-name --field -t --timeout -h --help' ;;
        'delete index',-*)
          words='-c --collection-name --collection -in --index-name -f --field-name --field -y --yes -h --help' ;;
        'load collection',-*)
          words='-c --collection-name --collection -h --help' ;;
        'load',-*)
          words='-c --collection-name --collection -h --help' ;;
        'release collection',-*)
          words='-c --collection-name --collection -h --help' ;;
        'release',-*)
          words='-c --collection-name --collection -h --help' ;;
        'search',-*)
          words='-c --collection-name --collection -f --field-name --field --vector --file -i --id -l --limit --offset -m --metric-type -p --param --params --defaults -o --output-fields -h --help' ;;
        'check',-*)
          words='-h --help' ;;
        'demo',-*)
          words='-h --help' ;;
        'set output',-*)
          words='-h --help' ;;
        'show output',-*)
          words='-h --help' ;;
        'help',-*)
          words='-h --help' ;;
        'history',-*)
          words='-h --help' ;;
        'clear',-*)
          words='-h --help' ;;
        'version',-*)
          words='-h --help' ;;
        'exit',-*)
          words='-h --help' ;;
        'quit',-*)
          words='-h --help' ;;
        ,*)
          words='check clear compact create delete demo exit flush get help history insert list load query quit release search set show use version wait_for_index'
          # A script is completed once its name is begun.
          [[ -n $current ]] && kind=script ;;
        'use',*)
          kind='collection' ;;
        'insert file',*)
          kind='file' ;;
        'insert row',*)
          kind='free' ;;
        'get',*)
          kind='free' ;;
        'query',*)
          kind='free' ;;
        'delete entities',*)
          kind='free' ;;
        'delete ids',*)
          kind='free' ;;
        'set output',*)
          words='table json csv' ;;
        'help',*)
          words='check clear compact create delete demo exit flush get help history insert list load query quit release search set show use version wait_for_index' ;;
        'history',*)
          words='clear' ;;
        create,*)
          words='collection index' ;;
        delete,*)
          words='collection entities ids index' ;;
        insert,*)
          words='file row' ;;
        list,*)
          words='collection collections index indexes' ;;
        load,*)
          words='collection' ;;
        release,*)
          words='collection' ;;
        set,*)
          words='output' ;;
        show,*)
          words='collection index index_progress output' ;;
      esac ;;
  esac
  local type=''
  for ((i = 1; i < COMP_CWORD - 1; i++)); do
    case ${COMP_WORDS[i]} in
      -t | --index-type)
        type=${COMP_WORDS[i + 1]}
        [[ $type == = ]] && type=${COMP_WORDS[i + 2]} ;;
    esac
  done
  case $kind,$command,${type^^} in
    'metric,create index,FLAT')
      words='L2 IP COSINE' ;;
    'metric,create index,IVF_FLAT')
      words='L2 IP COSINE' ;;
    'metric,create index,IVF_SQ8')
      words='L2 IP COSINE' ;;
    'metric,create index,IVF_PQ')
      words='L2 IP COSINE' ;;
    'metric,create index,SCANN')
      words='L2 IP COSINE' ;;
    'metric,create index,BIN_FLAT')
      words='HAMMING JACCARD SUBSTRUCTURE SUPERSTRUCTURE' ;;
    'metric,create index,BIN_IVF_FLAT')
      words='HAMMING JACCARD' ;;
    'metric,create index,HNSW')
      words='L2 IP COSINE HAMMING JACCARD' ;;
    'metric,create index,DISKANN')
      words='L2 IP COSINE' ;;
    'metric,create index,RNSG')
      words='L2 IP COSINE' ;;
    'metric,create index,AUTOINDEX')
      words='L2 IP COSINE HAMMING JACCARD' ;;
    'parameter,create index,FLAT')
      words='' ;;
    'parameter,create index,IVF_FLAT')
      words='nlist:' ;;
    'parameter,create index,IVF_SQ8')
      words='nlist:' ;;
    'parameter,create index,IVF_PQ')
      words='nlist: m: nbits:' ;;
    'parameter,create index,SCANN')
      words='nlist: with_raw_data:' ;;
    'parameter,create index,BIN_FLAT')
      words='' ;;
    'parameter,create index,BIN_IVF_FLAT')
      words='nlist:' ;;
    'parameter,create index,HNSW')
      words='M: efConstruction:' ;;
    'parameter,create index,DISKANN')
      words='max_degree: search_list_size:' ;;
    'parameter,create index,RNSG')
      words='out_degree: candidate_pool_size: search_length: knng:' ;;
    'parameter,create index,AUTOINDEX')
      words='' ;;
  esac
  case $kind in
    collection)
      words=$(_elanus_collections "${COMP_WORDS[0]}") ;;
    file | directory | script)
      compopt -o filenames 2>/dev/null
      _elanus_meant "$current"
      [[ $kind == directory ]] && word=-d || word=-f
      mapfile -t COMPREPLY < <(
        [[ $kind == script ]] && compgen -W "$words" -- "$current"
        compgen "$word" -- "$meant"
      )
      return ;;
    free)
      return ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then
    compopt -o nospace 2>/dev/null
  fi
}

complete -F _elanus elanus
