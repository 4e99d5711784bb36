vim.lsp.config('authgen', {
  cmd = { 'authgen', 'lsp' }, -- or { 'npx', 'authgen', 'lsp' }
  filetypes = { 'authgen' },
  root_markers = { 'schema.auth', '.git' },
})
vim.lsp.enable('authgen')
