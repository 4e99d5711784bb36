" Schemas of authgen(1).

if exists('b:current_syntax')
  finish
endif

let s:keep = &cpoptions
set cpoptions&vim

syntax sync fromstart

syntax match authgenComment "//.*" contains=@Spell,authgenTodo
syntax region authgenComment start="/\*" end="\*/" contains=@Spell,authgenTodo
syntax match authgenDoc "///.*" contains=@Spell
syntax keyword authgenTodo TODO FIXME XXX contained

syntax region authgenString start=+"+ skip=+\\.+ end=+"+ oneline contains=authgenEscape,@Spell
syntax match authgenEscape +\\\%(["\\/bfnrt]\|u\x\{4}\)+ contained

" Words at the start of a line outside of all blocks. `make update-editors`
" writes the lists of words.
syntax match authgenStatement "^\s*\zs\%(use\|extend\|omit\|rename\)\>-\@!"
      \ nextgroup=authgenStructure skipwhite
syntax match authgenStructure "^\s*\zs\%(model\|enum\|view\|mixin\|datasource\|generator\|config\|type\)\>-\@!"
      \ nextgroup=authgenName skipwhite
syntax match authgenStructure "\<\%(model\|enum\|field\)\>-\@!" contained
      \ nextgroup=authgenName skipwhite
syntax match authgenName "[[:alnum:]_.-]\+\|[^\x00-\x7f]\+" contained
      \ nextgroup=authgenName skipwhite

syntax region authgenBlock matchgroup=authgenBrace start="{" end="}" fold
      \ contains=authgenField,authgenUnknown,authgenAttribute,authgenBlockAttribute,authgenNative,authgenArguments,authgenList,@authgenValue

" A field and its type; a value of an enum; a setting.
syntax match authgenField "\%(^\|{\)\@1<=\s*\zs\%([[:alnum:]_-]\|[^\x00-\x7f]\)\+" contained
      \ nextgroup=authgenScalar,authgenType skipwhite
syntax match authgenType "\%([[:alnum:]_-]\|[^\x00-\x7f]\)\+" contained nextgroup=authgenModifier
syntax keyword authgenScalar contained nextgroup=authgenModifier
      \ String Boolean Int BigInt Float Decimal DateTime Json Bytes Date Time Uuid Id Unsupported
syntax match authgenModifier "\[\]?\=\|?" contained

syntax match authgenUnknown "@\+\s*[[:alnum:]_.-]\+" contained
syntax match authgenAttribute "@\@1<!@\s*\%(id\|unique\|default\|map\|updatedAt\|notNull\|ignore\|relation\|references\|shardKey\|check\)\>[.-]\@!" contained
syntax match authgenBlockAttribute "@@\s*\%(id\|unique\|index\|fulltext\|check\|shardKey\|map\|code\|schema\|ignore\|include\)\>[.-]\@!" contained
syntax match authgenNative "@\@1<!@\s*[[:alnum:]_-]\+\.[[:alnum:]_-]\+" contained

" An argument list ends with its block even if it is not closed.
syntax region authgenArguments matchgroup=authgenParen start="(" end=")" end="}"me=s-1 contained
      \ contains=authgenArgument,authgenArguments,authgenList,authgenObject,@authgenValue
syntax region authgenList start="\[" end="\]" end="}"me=s-1 contained transparent
      \ contains=authgenArgument,authgenArguments,authgenList,authgenObject,@authgenValue
syntax region authgenObject start="{" end="}" contained transparent
      \ contains=authgenArgument,authgenArguments,authgenList,authgenObject,@authgenValue
syntax match authgenArgument "[[:alnum:]_-]\+\ze\s*:" contained
syntax cluster authgenValue
      \ contains=authgenString,authgenNumber,authgenConstant,authgenFunction,authgenComment,authgenDoc
syntax match authgenNumber "[[:alnum:]_.-]\@1<!-\=\d\+\%(\.\d\+\)\=\%([[:alnum:]_.-]\)\@!" contained
syntax match authgenConstant "[[:alnum:]_.-]\@1<!\%(true\|false\|null\)\%([[:alnum:]_.-]\)\@!" contained
syntax match authgenFunction "[[:alnum:]_-]\+\ze(" contained

highlight default link authgenComment Comment
highlight default link authgenDoc SpecialComment
highlight default link authgenTodo Todo
highlight default link authgenString String
highlight default link authgenEscape SpecialChar
highlight default link authgenStatement Statement
highlight default link authgenStructure Structure
highlight default link authgenName Identifier
highlight default link authgenField Identifier
highlight default link authgenScalar Type
highlight default link authgenType Typedef
highlight default link authgenModifier Operator
highlight default link authgenAttribute PreProc
highlight default link authgenBlockAttribute PreProc
highlight default link authgenNative PreProc
highlight default link authgenBrace Delimiter
highlight default link authgenParen Delimiter
highlight default link authgenArgument Label
highlight default link authgenNumber Number
highlight default link authgenConstant Boolean
highlight default link authgenFunction Function

let b:current_syntax = 'authgen'

let &cpoptions = s:keep
unlet s:keep
