-- What Neovim's own client makes of `authgen lsp`: prints what it sees, line by
-- line, for lsp.test.js. Arguments in the environment: AUTHGEN, FILE.
local function say(...)
  io.stdout:write(table.concat({ ... }, ' '), '\n')
end

local function wait(what, done)
  if not vim.wait(300000, done, 10) then
    say('timeout:', what)
    vim.cmd('cquit!')
  end
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, true)
end

vim.cmd('edit ' .. vim.env.FILE)
local client = vim.lsp.start_client({
  cmd = { vim.env.AUTHGEN, 'lsp' },
  root_dir = vim.fn.fnamemodify(vim.env.FILE, ':h'),
})
vim.lsp.buf_attach_client(0, client)

wait('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
for _, d in ipairs(vim.diagnostic.get(0)) do
  say('diagnostic', d.lnum, d.col, d.end_col, d.code or d.user_data.lsp.code)
end

-- Typing mends it: 'Strng' of the third line.
local line = vim.fn.search('Strng')
vim.api.nvim_buf_set_text(0, line - 1, vim.fn.col('.') + 2, line - 1, vim.fn.col('.') + 2, { 'i' })
wait('no diagnostics', function() return #vim.diagnostic.get(0) == 0 end)
say('mended', vim.trim(vim.fn.getline(line)))

vim.fn.search('User.id')
vim.lsp.buf.definition()
local from = vim.fn.line('.')
wait('definition', function() return vim.fn.line('.') ~= from end)
say('definition', vim.fn.line('.'), vim.fn.col('.'))

vim.lsp.buf.rename('Member')
wait('rename', function() return vim.fn.search('Member\\.id', 'n') > 0 end)
say('renamed', vim.fn.getline('.'))

-- The second is what it is called since 0.8.
if vim.lsp.buf.formatting_sync then
  vim.lsp.buf.formatting_sync(nil, 20000)
else
  vim.lsp.buf.format({ timeout_ms = 300000 })
end
for _, text in ipairs(lines()) do
  say('text', text)
end

vim.lsp.stop_client(client)
wait('end', function() return vim.lsp.client_is_stopped(client) end)
say('stopped')
vim.cmd('qall!')
