" Schemas of authgen(1).

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

let s:keep = &cpoptions
set cpoptions&vim

" The longer one first: documentation goes on as documentation.
setlocal comments=:///,:// commentstring=//\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal iskeyword+=-
setlocal suffixesadd=.auth
setlocal include=^\\s*use\\>
setlocal define=^\\s*\\%(extend\\s\\+\\)\\=\\%(model\\\|view\\\|type\\\|mixin\\\|enum\\)\\>
setlocal formatprg=authgen\ fmt\ - formatexpr=AuthgenFormat()
let b:undo_ftplugin = 'setlocal comments< commentstring< formatoptions<'
      \ . ' expandtab< shiftwidth< softtabstop< iskeyword< suffixesadd<'
      \ . ' include< define< formatprg< formatexpr<'

compiler authgen
let b:undo_ftplugin .= ' | setlocal makeprg< errorformat<'

" Like formatprg, but does not change the text if the program fails.
if !exists('*AuthgenFormat')
  function AuthgenFormat() abort
    if mode() =~# '[iR]'
      return 1 " while typing, 'textwidth' and the like
    endif
    let last = v:lnum + v:count - 1
    let formatted = systemlist(&l:formatprg, getline(v:lnum, last))
    if v:shell_error
      echohl ErrorMsg | echomsg get(formatted, 0, 'failed: ' . &l:formatprg) | echohl None
    elseif formatted !=# getline(v:lnum, last)
      call append(last, formatted)
      silent execute v:lnum . ',' . last . 'delete _'
    endif
    return 0
  endfunction
endif

let &cpoptions = s:keep
unlet s:keep
