" The files of editors/vim in a running Vim or Neovim, which has them in its
" 'runtimepath'. Each function Test_… is a test; ./result gets a line for each:
" its name, a tab and what is wrong. ./words is what the script `words` prints.

set nomore shortmess+=I noswapfile

" The group of the first place of {text} in the buffer, from {line} on.
function s:Group(text, line = 1) abort
  call cursor(a:line, 1)
  let [line, column] = searchpos('\C\V' . escape(a:text, '\'), 'cW')
  return line ? synIDattr(synID(line, column, 1), 'name') : 'not found'
endfunction

" A new buffer of {lines} that is called {name}.
function s:Edit(name, lines) abort
  call writefile(a:lines, a:name)
  execute 'edit!' a:name
endfunction

function Test_filetype() abort
  call s:Edit('x.auth', ['model A {', '}'])
  call assert_equal('authgen', &filetype)
  call assert_equal('authgen', b:current_syntax)
  call s:Edit('x.prisma', ['model A {', '}'])
  call assert_notequal('authgen', &filetype)
endfunction

function Test_words() abort
  let groups = {
        \ 'keyword': ['authgenStatement', 'authgenStructure'],
        \ 'scalar': ['authgenScalar'],
        \ 'attribute': ['authgenAttribute'],
        \ 'block-attribute': ['authgenBlockAttribute'],
        \ 'native': ['authgenNative'],
        \ }
  let all = flatten(values(groups))
  let seen = {}
  let words = map(readfile('words'), 'split(v:val, "\t")')
  let line = -1
  call s:Edit('words.auth', flatten(map(copy(words), '[v:val[2], "}"]')))
  for [kind, word, text] in words
    let line += 2
    let group = s:Group(kind ==# 'native' ? '@mysql.' . word : word, line)
    let known = index(kind ==# 'unknown' ? all : groups[kind], group) >= 0
    call assert_equal(kind !=# 'unknown', known, kind . ' ' . word . ' is ' . group)
    let seen[kind] = 1
  endfor
  call assert_equal(sort(keys(groups) + ['unknown']), sort(keys(seen)))
endfunction

function Test_places() abort
  call s:Edit('places.auth', [
        \ '/* a comment',
        \ '   of two lines */',
        \ 'use "better-auth" // a remark',
        \ '',
        \ '/// a documentation',
        \ 'model Group {',
        \ '  model  String?  @default("te\"xt") @mysql.VarChar(191)',
        \ '  groups Group[]  @relation("many", onDelete: Cascade)',
        \ '  count  Int      @default(-12) @unknown(1)',
        \ '  @@unique([model], where: { count: null })',
        \ '}',
        \ 'enum Size {',
        \ '  huge // big',
        \ '}',
        \ 'config {',
        \ '  id = uuid(',
        \ '}',
        \ 'view Unclosed {',
        \ ])
  for [text, group] in [
        \ ['of two', 'authgenComment'],
        \ ['"better', 'authgenString'],
        \ ['a remark', 'authgenComment'],
        \ ['a docu', 'authgenDoc'],
        \ ['Group {', 'authgenName'],
        \ ['model  S', 'authgenField'],
        \ ['String', 'authgenScalar'],
        \ ['?', 'authgenModifier'],
        \ ['@default', 'authgenAttribute'],
        \ ['te', 'authgenString'],
        \ ['\"xt', 'authgenEscape'],
        \ ['VarChar', 'authgenNative'],
        \ ['191', 'authgenNumber'],
        \ ['Group[', 'authgenType'],
        \ ['onDelete', 'authgenArgument'],
        \ ['-12', 'authgenNumber'],
        \ ['unknown', 'authgenUnknown'],
        \ ['unique', 'authgenBlockAttribute'],
        \ ['where', 'authgenArgument'],
        \ ['null', 'authgenConstant'],
        \ ['enum', 'authgenStructure'],
        \ ['huge', 'authgenField'],
        \ ['big', 'authgenComment'],
        \ ['id =', 'authgenField'],
        \ ['uuid', 'authgenFunction'],
        \ ['view', 'authgenStructure'],
        \ ]
    call assert_equal(group, s:Group(text), text)
  endfor
endfunction

" Declarations and fields in schemas of all kinds: nothing runs on too far.
function Test_schemas() abort
  let seen = 0
  for file in split($SCHEMAS)
    execute 'view' file
    for line in range(1, line('$'))
      let text = getline(line)
      if text =~# '^\%(model\|enum\|view\|mixin\|datasource\|generator\|config\|extend\)\>.*{'
        let wanted = ['authgenStructure', 'authgenStatement']
      elseif text =~# '^  \h\w* \+\h'
        let wanted = ['authgenField']
      else
        continue
      endif
      let seen += 1
      let group = synIDattr(synID(line, match(text, '\S') + 1, 1), 'name')
      call assert_true(index(wanted, group) >= 0, file . ':' . line . ': ' . group)
    endfor
  endfor
  call assert_true(seen > 100, seen . ' lines')
endfunction

function Test_comments() abort
  call s:Edit('x.auth', [])
  call assert_equal('// %s', &commentstring)
  " Documentation goes on as such.
  execute "normal! i/// one\<CR>two\<Esc>"
  call assert_equal(['/// one', '/// two'], getline(1, '$'))
endfunction

function Test_indent() abort
  let lines = [
        \ 'model A {',
        \ '  id Id @id // {',
        \ '  b  B  @relation("(", fields: [',
        \ '    bId,',
        \ '  ], references: [id])',
        \ '}',
        \ 'config {',
        \ '  id = uuid',
        \ '}',
        \ ]
  call s:Edit('x.auth', map(copy(lines), 'trim(v:val)'))
  silent normal! gg=G
  call assert_equal(lines, getline(1, '$'))
endfunction

" The mistakes of ./bad.auth, in the quickfix list.
function s:Mistakes() abort
  let found = []
  for item in getqflist()
    if item.valid
      call add(found, [bufname(item.bufnr), item.lnum, item.col, item.type])
    endif
  endfor
  return found
endfunction

function Test_make() abort
  edit! bad.auth
  silent make!
  " The mistake, and what was meant.
  call assert_equal([['bad.auth', 3, 8, 'e'], ['bad.auth', 3, 8, 'n']], s:Mistakes())
  call assert_match('AG2\d\d\d', getqflist()[0].text)
  edit! good.auth
  silent make!
  call assert_equal([], s:Mistakes())
endfunction

" What Vim itself knows of messages will do.
function Test_default_errorformat() abort
  set errorformat&
  cgetexpr system('authgen check --diagnostics=gcc bad.auth')
  call assert_equal(['bad.auth', 3, 8], s:Mistakes()[0][:2])
endfunction

function Test_format() abort
  call s:Edit('x.auth', ['model A {', 'id   Id  @id', 'name String', '}'])
  silent normal! gggqG
  call assert_equal(['model A {', '  id   Id     @id', '  name String', '}'],
        \ getline(1, '$'))
  " A mistake: the text stays as it is.
  call setline(4, 'model {')
  let lines = getline(1, '$')
  silent normal! gggqG
  call assert_equal(lines, getline(1, '$'))
endfunction

" The recipe for .vimrc.
function Test_recipe() abort
  source $RECIPES/vimrc.vim
  call delete('out.sql')
  call s:Edit('schema.auth', [
        \ 'generator sql {', 'provider = "sql"', 'dialect = "sqlite"',
        \ 'output = "out.sql"', '}', 'model A {', 'id Id @id', '}'])
  silent write
  call assert_equal('  id Id @id', getline(search('Id')))
  call assert_equal(getline(1, '$'), readfile('schema.auth'))
  call assert_true(filereadable('out.sql'))
  " The place of a mistake is shown.
  call setline(line('$'), ['wrong Wrong', '}'])
  silent write
  call assert_equal(['schema.auth', search('wrong', 'n')], s:Mistakes()[0][:1])
  cclose
  autocmd! authgen
endfunction

if has('nvim')

" The language server, by the recipe for this version.
function Test_language_server() abort
  call system('authgen help lsp')
  if v:shell_error
    throw 'SKIP jansson was missing when authgen was built'
  endif
  execute 'luafile' $RECIPES . '/neovim-' . (has('nvim-0.11') ? '0.11' : '0.7') . '.lua'
  edit bad.auth
  call wait(300000, {-> luaeval('#vim.diagnostic.get(0)') > 0})
  let found = luaeval('vim.diagnostic.get(0)')
  call assert_equal([[2, 7]], map(copy(found), '[v:val.lnum, v:val.col]'))

  luafile $RECIPES/neovim-on-save.lua
  call delete('out.sql')
  call s:Edit('schema.auth', [
        \ 'generator sql {', 'provider = "sql"', 'dialect = "sqlite"',
        \ 'output = "out.sql"', '}', 'model A {', 'id Id @id', '}'])
  call wait(300000, {-> luaeval('#vim.lsp.buf_get_clients() > 0')})
  silent write
  call assert_equal('  id Id @id', getline(search('Id')))
  call wait(300000, {-> filereadable('out.sql')})
  call assert_true(filereadable('out.sql'))
endfunction

" What the recipes for plugins, which are not here, tell them.
function Test_plugins() abort
  lua package.loaded['conform'] = { setup = function(all) conform = all end }
  luafile $RECIPES/neovim-conform.lua
  let conform = luaeval('conform')
  call assert_equal({'authgen': ['authgen']}, conform.formatters_by_ft)

  lua package.loaded['null-ls'] = { methods = { FORMATTING = 1 },
        \ formatter = function(own) return own end,
        \ register = function(source) none_ls = source end }
  luafile $RECIPES/neovim-none-ls.lua
  let none_ls = luaeval('none_ls')
  call assert_equal(['authgen'], none_ls.filetypes)

  for formatter in [conform.formatters.authgen, none_ls.generator]
    let args = map(copy(formatter.args), {_, arg -> arg ==# '$FILENAME' ? 'x.auth' : arg})
    call assert_equal(['model A {', '  id Id @id', '}'],
          \ systemlist([formatter.command] + args, ['model A {', 'id Id @id', '}']))
  endfor

  if !has('nvim-0.11')
    lua vim.lsp.config = function(name, config) enabled = { [name] = config } end
    lua vim.lsp.enable = function(name) assert(enabled[name]) end
    luafile $RECIPES/neovim-0.11.lua
    call assert_equal(['authgen', 'lsp'], luaeval('enabled.authgen.cmd'))
    call assert_equal(['authgen'], luaeval('enabled.authgen.filetypes'))
  endif
endfunction

endif

let s:result = []
for s:test in sort(getcompletion('Test_', 'function'))
  let v:errors = []
  try
    execute 'call' s:test
  catch /^SKIP/
    call add(v:errors, v:exception)
  catch
    call add(v:errors, v:exception . ' at ' . v:throwpoint)
  endtry
  call add(s:result, matchstr(s:test, '_\zs\w*') . "\t" . join(v:errors, '; '))
endfor
call writefile(s:result, 'result')
qall!
