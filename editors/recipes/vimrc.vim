function! s:Format() abort
  let view = winsaveview()
  silent normal! gggqG
  call winrestview(view)
endfunction

function! s:Generate() abort
  cgetexpr system('authgen')
  if v:shell_error
    copen
  else
    cclose
  endif
endfunction

augroup authgen
  autocmd!
  autocmd BufWritePre *.auth call s:Format()
  autocmd BufWritePost *.auth call s:Generate()
augroup END
