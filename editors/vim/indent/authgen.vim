" Schemas of authgen(1): two columns for each bracket that is open.

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=AuthgenIndent(v:lnum) indentkeys=0},0),0],!^F,o,O
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*AuthgenIndent')
  finish
endif

" The text of a line without strings and comments.
function s:Code(lnum) abort
  let text = substitute(getline(a:lnum), '"\%(\\.\|[^"\\]\)*"', '', 'g')
  return substitute(text, '//.*', '', '')
endfunction

function AuthgenIndent(lnum) abort
  let above = prevnonblank(a:lnum - 1)
  if above == 0
    return 0
  endif
  " A closing bracket at the start of a line changes the indentation of that
  " line, not of the next.
  let code = substitute(s:Code(above), '^[[:space:])\]}]*', '', '')
  let open = len(substitute(code, '[^{([]', '', 'g'))
        \ - len(substitute(code, '[^])}]', '', 'g'))
  let closes = s:Code(a:lnum) =~# '^\s*[])}]'
  return indent(above) + (open > 0 ? shiftwidth() : 0)
        \ - (open < 0 ? shiftwidth() : 0) - (closes ? shiftwidth() : 0)
endfunction
