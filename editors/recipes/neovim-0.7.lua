local clients = {}

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'authgen',
  callback = function(event)
    local root = vim.fn.getcwd()
    clients[root] = clients[root] or vim.lsp.start_client({
      name = 'authgen',
      cmd = { 'authgen', 'lsp' }, -- or { 'npx', 'authgen', 'lsp' }
      root_dir = root,
    })
    vim.lsp.buf_attach_client(event.buf, clients[root])
  end,
})
