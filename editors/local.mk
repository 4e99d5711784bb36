# Where Vim and Emacs look for what others bring, if the prefix is theirs.
vimfilesdir = $(datadir)/vim/vimfiles
vimcompilerdir = $(vimfilesdir)/compiler
dist_vimcompiler_DATA = %D%/vim/compiler/authgen.vim
vimftdetectdir = $(vimfilesdir)/ftdetect
dist_vimftdetect_DATA = %D%/vim/ftdetect/authgen.vim
vimftplugindir = $(vimfilesdir)/ftplugin
dist_vimftplugin_DATA = %D%/vim/ftplugin/authgen.vim
vimindentdir = $(vimfilesdir)/indent
dist_vimindent_DATA = %D%/vim/indent/authgen.vim
vimsyntaxdir = $(vimfilesdir)/syntax
dist_vimsyntax_DATA = %D%/vim/syntax/authgen.vim
elispdir = $(datadir)/emacs/site-lisp
dist_elisp_DATA = %D%/emacs/authgen-mode.el

# Configurations that authgen-editors(7) includes, by a line `@recipe NAME@` in
# its .in, and that tests/editors/ or tests/peers/hooks.test.js runs.
recipes = \
	%D%/recipes/emacs-init.el \
	%D%/recipes/helix-languages.toml \
	%D%/recipes/husky-pre-commit \
	%D%/recipes/lefthook.yml \
	%D%/recipes/lint-staged.config.mjs \
	%D%/recipes/neovim-0.11.lua \
	%D%/recipes/neovim-0.7.lua \
	%D%/recipes/neovim-conform.lua \
	%D%/recipes/neovim-none-ls.lua \
	%D%/recipes/neovim-on-save.lua \
	%D%/recipes/pre-commit-config.yaml \
	%D%/recipes/vimrc.vim \
	%D%/recipes/vscode-run-on-save.json \
	%D%/recipes/vscode-settings.json \
	%D%/recipes/vscode-tasks.json \
	%D%/recipes/zed-settings.json \
	%D%/recipes/zed-tasks.json

# VS Code's package is built by npm: its README.md.
EXTRA_DIST += \
	$(recipes) \
	%D%/vscode/.npmrc \
	%D%/vscode/.vscodeignore \
	%D%/vscode/README.md \
	%D%/vscode/build.mjs \
	%D%/vscode/language-configuration.json \
	%D%/vscode/package-lock.json \
	%D%/vscode/package.json \
	%D%/vscode/src \
	%D%/vscode/syntaxes \
	%D%/vscode/tests \
	%D%/vscode/tsconfig.json

# The words of the language in the three grammars, which a checkout has for who
# uses them from there; tests/editors.test compares them with the tables.
EXTRA_DIST += %D%/update.sh %D%/words.sh

update-editors:
	$(SHELL) $(srcdir)/%D%/update.sh $(srcdir) $(srcdir)/%D%
.PHONY: update-editors
