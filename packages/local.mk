# The program as a WebAssembly module, and the npm package that has it. They are
# not part of `make`: their tools are clang, lld, wasi-libc, node and npm.
wasm:
	$(AM_V_GEN)MAKE='$(MAKE)' $(srcdir)/%D%/wasm.sh $(srcdir)

npm: wasm
	$(AM_V_GEN)$(MKDIR_P) npm && here=`pwd` && \
	source=`cd $(srcdir) && pwd` && cd npm && \
	node "$$source/%D%/npm/pack.cjs" $(VERSION) "$$here/wasm/authgen.wasm" \
		"$$source/COPYING" "$$here/wasm/jansson/LICENSE" \
		/usr/share/doc/wasi-libc/copyright

# The page that runs the package in a browser, one file: playground/index.html.
playground: npm
	$(AM_V_GEN)$(srcdir)/%D%/playground/make.sh $(srcdir)

# The formula for Homebrew, of the tarball that `make dist` has made. HOMEPAGE: the
# address of the repository that has the release.
formula:
	@test "$(HOMEPAGE)" || { echo 'pass HOMEPAGE=https://…' >&2; exit 1; }
	$(AM_V_GEN)sum=`sha256sum authgen-$(VERSION).tar.xz` && \
	sed -e 's|@homepage@|$(HOMEPAGE)|g' -e 's|@version@|$(VERSION)|g' \
		-e "s|@sha256@|$${sum%% *}|g" \
		$(srcdir)/%D%/homebrew/authgen.rb.in >authgen.rb

# The program as one static file: release/authgen.
release:
	$(AM_V_GEN)MAKE='$(MAKE)' $(srcdir)/%D%/release.sh $(srcdir)

clean-local: clean-packages
clean-packages:
	rm -rf wasm npm playground release authgen-*.tgz authgen.rb

.PHONY: wasm npm playground formula release clean-packages

# What others run: the action of GitHub, the hooks of pre-commit.
EXTRA_DIST += \
	.pre-commit-hooks.yaml \
	action.yml \
	%D%/action.sh \
	%D%/homebrew/authgen.rb.in \
	%D%/hook.sh \
	%D%/jansson.sh \
	%D%/memory.c \
	%D%/release.sh

EXTRA_DIST += \
	%D%/npm/README.md \
	%D%/npm/bin.cjs \
	%D%/npm/browser.cjs \
	%D%/npm/browser.d.cts \
	%D%/npm/client.d.cts \
	%D%/npm/core.cjs \
	%D%/npm/index.cjs \
	%D%/npm/index.d.cts \
	%D%/npm/index.d.mts \
	%D%/npm/index.mjs \
	%D%/npm/load.cjs \
	%D%/npm/lsp.cjs \
	%D%/npm/lsp.d.cts \
	%D%/npm/pack.cjs \
	%D%/npm/package.json \
	%D%/npm/prisma-generator.cjs \
	%D%/npm/prisma-generator.d.cts \
	%D%/npm/runtime.cjs \
	%D%/npm/serve.cjs \
	%D%/npm/vite.cjs \
	%D%/npm/vite.d.cts \
	%D%/npm/vite.d.mts \
	%D%/npm/vite.mjs \
	%D%/playground/.npmrc \
	%D%/playground/build.mjs \
	%D%/playground/diagram \
	%D%/playground/examples \
	%D%/playground/make.sh \
	%D%/playground/package-lock.json \
	%D%/playground/package.json \
	%D%/playground/src \
	%D%/playground/tests \
	%D%/wasm.sh
