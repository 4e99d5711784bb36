local null_ls = require('null-ls')

null_ls.register({
  name = 'authgen',
  method = null_ls.methods.FORMATTING,
  filetypes = { 'authgen' },
  generator = null_ls.formatter({
    command = 'authgen',
    args = { 'fmt', '--stdin-filepath', '$FILENAME', '-' },
    to_stdin = true,
  }),
})
