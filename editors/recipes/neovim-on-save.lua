vim.api.nvim_create_autocmd('BufWritePre', {
  pattern = '*.auth',
  callback = function()
    local format = vim.lsp.buf.format or vim.lsp.buf.formatting_sync
    format({}, 1000)
  end,
})
vim.api.nvim_create_autocmd('BufWritePost', {
  pattern = '*.auth',
  callback = function()
    vim.fn.jobstart({ 'authgen' })
  end,
})
