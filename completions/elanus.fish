# Completion of elanus for fish. Written by scripts/generate-docs from the commands themselves.

# The words of the command so far, without flags.
function __elanus_words
  set -l words (commandline -opc)
  set -e words[1]
  set -l skip 0
  for word in $words
    if test $skip = 1
      set skip 0
      continue
    end
    switch $word
      case --data --output --progress --threads --memory-limit --seed -e --execute -f --script
        set skip 1
      case '-*'
        continue
      case '*'
        echo $word
    end
  end
end

function __elanus_starts
  set -l words (__elanus_words)
  test (count $words) -le (count $argv); or return 1
  test "$words" = "$argv"
end

function __elanus_in
  set -l words (__elanus_words)
  set -l count (count $argv)
  test (count $words) -ge $count; and test "$words[1..$count]" = "$argv"
end

function __elanus_collections
  set -l program (commandline -opc)[1]
  $program --output csv list collections 2>/dev/null | sed -e 1d -e 's/,.*//'
end

# The index type that the line names, in capitals.
function __elanus_type
  set -l words (commandline -opc)
  set -l next 0
  for word in $words
    if test $next = 1
      string upper -- $word
      set next 0
    end
    switch $word
      case -t --index-type
        set next 1
      case '--index-type=*'
        string upper -- (string replace -- --index-type= '' $word)
    end
  end
end

complete -c elanus -f
# A script is completed once its name is begun.
complete -c elanus -n '__elanus_starts; and string length -q -- (commandline -ct)' -F

function __elanus_metrics
  set -l type (__elanus_type) ''
  switch $type[1]
    case FLAT
      printf '%s\n' L2 IP COSINE
    case IVF_FLAT
      printf '%s\n' L2 IP COSINE
    case IVF_SQ8
      printf '%s\n' L2 IP COSINE
    case IVF_PQ
      printf '%s\n' L2 IP COSINE
    case SCANN
      printf '%s\n' L2 IP COSINE
    case BIN_FLAT
      printf '%s\n' HAMMING JACCARD SUBSTRUCTURE SUPERSTRUCTURE
    case BIN_IVF_FLAT
      printf '%s\n' HAMMING JACCARD
    case HNSW
      printf '%s\n' L2 IP COSINE HAMMING JACCARD
    case DISKANN
      printf '%s\n' L2 IP COSINE
    case RNSG
      printf '%s\n' L2 IP COSINE
    case AUTOINDEX
      printf '%s\n' L2 IP COSINE HAMMING JACCARD
    case '*'
      printf '%s\n' L2 IP COSINE JACCARD HAMMING SUBSTRUCTURE SUPERSTRUCTURE
  end
end


function __elanus_parameters
  set -l type (__elanus_type) ''
  switch $type[1]
    case FLAT
      true
    case IVF_FLAT
      printf '%s\n' nlist:
    case IVF_SQ8
      printf '%s\n' nlist:
    case IVF_PQ
      printf '%s\n' nlist: m: nbits:
    case SCANN
      printf '%s\n' nlist: with_raw_data:
    case BIN_FLAT
      true
    case BIN_IVF_FLAT
      printf '%s\n' nlist:
    case HNSW
      printf '%s\n' M: efConstruction:
    case DISKANN
      printf '%s\n' max_degree: search_list_size:
    case RNSG
      printf '%s\n' out_degree: candidate_pool_size: search_length: knng:
    case AUTOINDEX
      true
    case '*'
      printf '%s\n' nlist: m: nbits: with_raw_data: M: efConstruction: max_degree: search_list_size: out_degree: candidate_pool_size: search_length: knng:
  end
end

complete -c elanus -l data -x -a '(__fish_complete_directories)' -d 'Data directory; ELANUS_DATA or the user\'s data folder if left out'
complete -c elanus -l output -x -a 'table json csv' -d 'How answers are written: table, json or csv'
complete -c elanus -l progress -x -a 'auto plain json none' -d 'How progress is shown: auto, plain, json or none'
complete -c elanus -l threads -x -d 'Threads of builds and batch searches; all processors if left out'
complete -c elanus -l memory-limit -x -d 'Refuse builds that need more memory, such as 512M or 4G'
complete -c elanus -l seed -x -d 'Seed of every random choice; 42 if left out'
complete -c elanus -l no-color -d 'No colours; NO_COLOR does the same'
complete -c elanus -l keep-going -d 'Go on with a script after an error'
complete -c elanus -n '__elanus_starts' -s v -l verbose -d 'Show where an internal error arose'
complete -c elanus -n '__elanus_starts' -s e -l execute -x -d 'Run these commands, separated by ; or new lines; nothing is asked'
complete -c elanus -n '__elanus_starts' -s f -l script -r -F -d 'Run the commands of a file, - for standard input; nothing is asked'
complete -c elanus -n '__elanus_starts' -s h -l help -d 'Explain the program or a command'
complete -c elanus -n '__elanus_starts' -s V -l version -d 'Print the version'
complete -c elanus -n '__elanus_starts' -a check -d 'Verify the data directory'
complete -c elanus -n '__elanus_starts' -a clear -d 'Clear the screen'
complete -c elanus -n '__elanus_starts' -a compact -d 'Merge small segments, and give back the space of deleted rows'
complete -c elanus -n '__elanus_starts' -a create
complete -c elanus -n '__elanus_starts' -a delete
complete -c elanus -n '__elanus_starts' -a demo -d 'Show all of it on 20,000 words'
complete -c elanus -n '__elanus_starts' -a exit -d 'Leave the shell'
complete -c elanus -n '__elanus_starts' -a flush -d 'Seal what was inserted, so that it can be indexed'
complete -c elanus -n '__elanus_starts' -a get -d 'Show rows by primary key'
complete -c elanus -n '__elanus_starts' -a help -d 'Explain the commands'
complete -c elanus -n '__elanus_starts' -a history -d 'Show or clear the lines typed before'
complete -c elanus -n '__elanus_starts' -a insert
complete -c elanus -n '__elanus_starts' -a list
complete -c elanus -n '__elanus_starts' -a load -d 'Load a collection for searching'
complete -c elanus -n '__elanus_starts' -a query -d 'Show rows by primary key, or the first rows'
complete -c elanus -n '__elanus_starts' -a quit -d 'Leave the shell'
complete -c elanus -n '__elanus_starts' -a release -d 'Free the memory of a collection'
complete -c elanus -n '__elanus_starts' -a search -d 'Find the nearest neighbours of a vector'
complete -c elanus -n '__elanus_starts' -a set
complete -c elanus -n '__elanus_starts' -a show
complete -c elanus -n '__elanus_starts' -a use -d 'Choose the collection of the commands that follow'
complete -c elanus -n '__elanus_starts' -a version -d 'Print the version'
complete -c elanus -n '__elanus_starts' -a wait_for_index -d 'Wait until an index is built'
complete -c elanus -n '__elanus_starts create' -a collection -d 'Create a collection'
complete -c elanus -n '__elanus_starts create' -a index -d 'Build an index on a vector field'
complete -c elanus -n '__elanus_starts delete' -a collection -d 'Delete a collection with its rows'
complete -c elanus -n '__elanus_starts delete' -a entities -d 'Delete rows by primary key'
complete -c elanus -n '__elanus_starts delete' -a ids -d 'Delete rows by primary key'
complete -c elanus -n '__elanus_starts delete' -a index -d 'Delete an index'
complete -c elanus -n '__elanus_starts insert' -a file -d 'Import a file into a collection'
complete -c elanus -n '__elanus_starts insert' -a row -d 'Insert rows written as JSON'
complete -c elanus -n '__elanus_starts list' -a collection -d 'List the collections'
complete -c elanus -n '__elanus_starts list' -a collections -d 'List the collections'
complete -c elanus -n '__elanus_starts list' -a index -d 'List the indexes of a collection'
complete -c elanus -n '__elanus_starts list' -a indexes -d 'List the indexes of a collection'
complete -c elanus -n '__elanus_starts load' -a collection -d 'Load a collection for searching'
complete -c elanus -n '__elanus_starts release' -a collection -d 'Free the memory of a collection'
complete -c elanus -n '__elanus_starts set' -a output -d 'Choose how answers are written'
complete -c elanus -n '__elanus_starts show' -a collection -d 'Show fields, size and indexes of a collection'
complete -c elanus -n '__elanus_starts show' -a index -d 'Show an index'
complete -c elanus -n '__elanus_starts show' -a index_progress -d 'Show how many rows an index covers'
complete -c elanus -n '__elanus_starts show' -a output -d 'Show how answers are written'
complete -c elanus -n '__elanus_in create collection' -s c -l collection-name -l collection -x -d 'Name of the new collection'
complete -c elanus -n '__elanus_in create collection' -s f -l field -l schema-field -x -d 'Field as name:TYPE, name:VARCHAR:max length or name:FLOAT_VECTOR:dim, with a description after another colon; repeatable'
complete -c elanus -n '__elanus_in create collection' -s p -l primary-field -l schema-primary-field -x -d 'Field that is the primary key, INT64 or VARCHAR'
complete -c elanus -n '__elanus_in create collection' -s A -l auto-id -l schema-auto-id -d 'Make the primary keys'
complete -c elanus -n '__elanus_in create collection' -s d -l description -l schema-description -x -d 'What the collection holds'
complete -c elanus -n '__elanus_in create collection' -l schema-file -r -F -d 'Read name and fields from a JSON file'
complete -c elanus -n '__elanus_in create collection' -l from -r -F -d 'Take the fields from a data file and import it'
complete -c elanus -n '__elanus_in create collection' -l map -x -d 'With --from: name the field of a column, or leave it out if FIELD is empty; repeatable'
complete -c elanus -n '__elanus_in create collection' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in list collections' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in list collection' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in show collection' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in show collection' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in delete collection' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection to delete, with its rows and indexes; always named, never the one in use'
complete -c elanus -n '__elanus_in delete collection' -s y -l yes -d 'Do not ask whether it is meant'
complete -c elanus -n '__elanus_in delete collection' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in use' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'The same as COLLECTION'
complete -c elanus -n '__elanus_in use' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in use' -a '(__elanus_collections)'
complete -c elanus -n '__elanus_in insert file' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in insert file' -l map -x -d 'Put a column of the file into a field of another name, into none if FIELD is empty; repeatable'
complete -c elanus -n '__elanus_in insert file' -l on-duplicate -x -a 'error skip replace' -d 'For rows whose keys are there already: error, skip or replace; error if left out'
complete -c elanus -n '__elanus_in insert file' -s t -l timeout -x -d 'How long it may take; rows inserted until then stay'
complete -c elanus -n '__elanus_in insert file' -s p -l partition -l partition-name -x -d 'Partition; not available yet'
complete -c elanus -n '__elanus_in insert file' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in insert file' -F
complete -c elanus -n '__elanus_in insert row' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in insert row' -l on-duplicate -x -a 'error skip replace' -d 'For rows whose keys are there already: error, skip or replace; error if left out'
complete -c elanus -n '__elanus_in insert row' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in flush' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in flush' -s t -l timeout -x -d 'How long it may take'
complete -c elanus -n '__elanus_in flush' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in compact' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in compact' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in get' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in get' -l ids -x -d 'Primary keys: 1,2,3 or [1, 2, 3]'
complete -c elanus -n '__elanus_in get' -s i -l id -x -d 'A primary key as it is, commas and all; repeatable'
complete -c elanus -n '__elanus_in get' -s o -l output-fields -x -d 'Fields to show; all if left out'
complete -c elanus -n '__elanus_in get' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in query' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in query' -l ids -x -d 'Primary keys: 1,2,3 or [1, 2, 3]'
complete -c elanus -n '__elanus_in query' -s i -l id -x -d 'A primary key as it is, commas and all; repeatable'
complete -c elanus -n '__elanus_in query' -s e -l expr -l filter -x -d 'KEY in [1, 2] or KEY == 1, with the name of the primary key'
complete -c elanus -n '__elanus_in query' -s o -l output-fields -x -d 'Fields to show; all if left out'
complete -c elanus -n '__elanus_in query' -s l -l limit -x -d 'Greatest number of rows, at most 16384; without keys the first rows are shown, 10 if left out'
complete -c elanus -n '__elanus_in query' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in delete entities' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in delete entities' -l ids -x -d 'Primary keys: 1,2,3 or [1, 2, 3]'
complete -c elanus -n '__elanus_in delete entities' -s i -l id -x -d 'A primary key as it is, commas and all; repeatable'
complete -c elanus -n '__elanus_in delete entities' -s e -l expr -l filter -x -d 'KEY in [1, 2] or KEY == 1, with the name of the primary key'
complete -c elanus -n '__elanus_in delete entities' -s y -l yes -d 'Do not ask whether it is meant'
complete -c elanus -n '__elanus_in delete entities' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in delete ids' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in delete ids' -l ids -x -d 'Primary keys: 1,2,3 or [1, 2, 3]'
complete -c elanus -n '__elanus_in delete ids' -s i -l id -x -d 'A primary key as it is, commas and all; repeatable'
complete -c elanus -n '__elanus_in delete ids' -s e -l expr -l filter -x -d 'KEY in [1, 2] or KEY == 1, with the name of the primary key'
complete -c elanus -n '__elanus_in delete ids' -s y -l yes -d 'Do not ask whether it is meant'
complete -c elanus -n '__elanus_in delete ids' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in create index' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in create index' -s f -l field-name -l field -x -d 'Vector field to index'
complete -c elanus -n '__elanus_in create index' -o in -l index-name -x -d 'Name of the index; the field\'s name if left out'
complete -c elanus -n '__elanus_in create index' -s t -l index-type -x -a 'FLAT IVF_FLAT IVF_SQ8 IVF_PQ SCANN BIN_FLAT BIN_IVF_FLAT HNSW DISKANN RNSG AUTOINDEX' -d 'Index type, such as IVF_FLAT'
complete -c elanus -n '__elanus_in create index' -s m -l metric-type -x -a '(__elanus_metrics)' -d 'How vectors are compared: L2, IP or COSINE; binary ones by HAMMING or JACCARD'
complete -c elanus -n '__elanus_in create index' -s p -l param -l index-params -x -a '(__elanus_parameters)' -d 'Build parameter, such as nlist:1024; repeatable'
complete -c elanus -n '__elanus_in create index' -l defaults -x -a 'fitted milvus' -d 'Parameters that are not given: fitted to the data, which is the standard, or those of milvus'
complete -c elanus -n '__elanus_in create index' -l timeout -x -d 'How long to wait for the build. At a prompt it goes on after that; a script ends with an error, and wait_for_index or the next create index goes on from there'
complete -c elanus -n '__elanus_in create index' -l async -d 'Return while the index is built; a script waits for it at its end'
complete -c elanus -n '__elanus_in create index' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in list indexes' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in list indexes' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in list index' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in list index' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in show index' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in show index' -o in -l index-name -x -d 'Name of the index; may be left out where there is just one'
complete -c elanus -n '__elanus_in show index' -s f -l field-name -l field -x -d 'Field that the index is on, instead of its name'
complete -c elanus -n '__elanus_in show index' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in show index_progress' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in show index_progress' -o in -l index-name -x -d 'Name of the index; may be left out where there is just one'
complete -c elanus -n '__elanus_in show index_progress' -s f -l field-name -l field -x -d 'Field that the index is on, instead of its name'
complete -c elanus -n '__elanus_in show index_progress' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in wait_for_index' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in wait_for_index' -o in -l index-name -x -d 'Name of the index; may be left out where there is just one'
complete -c elanus -n '__elanus_in wait_for_index' -s f -l field-name -l field -x -d 'Field that the index is on, instead of its name'
complete -c elanus -n '__elanus_in wait_for_index' -s t -l timeout -x -d 'How long to wait; for ever if left out'
complete -c elanus -n '__elanus_in wait_for_index' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in delete index' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in delete index' -o in -l index-name -x -d 'Name of the index; may be left out where there is just one'
complete -c elanus -n '__elanus_in delete index' -s f -l field-name -l field -x -d 'Field that the index is on, instead of its name'
complete -c elanus -n '__elanus_in delete index' -s y -l yes -d 'Do not ask whether it is meant'
complete -c elanus -n '__elanus_in delete index' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in load collection' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in load collection' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in load' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in load' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in release collection' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in release collection' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in release' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in release' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in search' -s c -l collection-name -l collection -x -a '(__elanus_collections)' -d 'Collection; the one in use if left out'
complete -c elanus -n '__elanus_in search' -s f -l field-name -l field -x -d 'Vector field; may be left out where there is just one'
complete -c elanus -n '__elanus_in search' -l vector -x -d 'Vector to search for, [0.1, 0.2, ...], or several, [[...], [...]]'
complete -c elanus -n '__elanus_in search' -l file -r -F -d 'File of vectors to search for: .npy, .fvecs, .jsonl and others'
complete -c elanus -n '__elanus_in search' -s i -l id -x -d 'Search for the vector of this row'
complete -c elanus -n '__elanus_in search' -s l -l limit -x -d 'Neighbours for each vector, at most 16384; 10 if left out'
complete -c elanus -n '__elanus_in search' -l offset -x -d 'Nearest neighbours to leave out'
complete -c elanus -n '__elanus_in search' -s m -l metric-type -x -a 'L2 IP COSINE JACCARD HAMMING SUBSTRUCTURE SUPERSTRUCTURE' -d 'How vectors are compared; that of the index if left out'
complete -c elanus -n '__elanus_in search' -s p -l param -l params -x -a 'nprobe: reorder_k: ef: search_list: search_length: level: radius: range_filter:' -d 'Search parameter, such as nprobe:16, or a bound of the distance, radius:0.5 and range_filter:0.1; repeatable'
complete -c elanus -n '__elanus_in search' -l defaults -x -a 'fitted milvus' -d 'Parameters that are not given: fitted to the data, which is the standard, or those of milvus'
complete -c elanus -n '__elanus_in search' -s o -l output-fields -x -d 'Fields to show with each neighbour; * for all'
complete -c elanus -n '__elanus_in search' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in check' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in demo' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in set output' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in set output' -a 'table json csv'
complete -c elanus -n '__elanus_in show output' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in help' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in help' -a 'check clear compact create delete demo exit flush get help history insert list load query quit release search set show use version wait_for_index'
complete -c elanus -n '__elanus_in history' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in history' -a 'clear'
complete -c elanus -n '__elanus_in clear' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in version' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in exit' -s h -l help -d 'Explain this command'
complete -c elanus -n '__elanus_in quit' -s h -l help -d 'Explain this command'
