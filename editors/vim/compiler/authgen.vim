" :make checks the schema in the buffer; :make! and :copen as usual.

if exists('current_compiler')
  finish
endif
let current_compiler = 'authgen'

let s:keep = &cpoptions
set cpoptions&vim

if exists(':CompilerSet') != 2
  command -nargs=* CompilerSet setlocal <args>
endif

CompilerSet makeprg=authgen\ check\ --diagnostics=gcc\ $*\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tote:\ %m
CompilerSet errorformat+=%f:\ %trror:\ %m,%f:\ %tarning:\ %m,%-G%.%#

let &cpoptions = s:keep
unlet s:keep
