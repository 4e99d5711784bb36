require('conform').setup({
  formatters = {
    authgen = {
      command = 'authgen',
      args = { 'fmt', '--stdin-filepath', '$FILENAME', '-' },
      stdin = true,
    },
  },
  formatters_by_ft = { authgen = { 'authgen' } },
  format_on_save = {},
})
