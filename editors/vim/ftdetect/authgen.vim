autocmd BufNewFile,BufRead *.auth setfiletype authgen
