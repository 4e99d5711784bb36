;;; authgen-mode.el --- Major mode for the schemas of authgen  -*- lexical-binding: t -*-

;; Version: 0.2.0
;; Package-Requires: ((emacs "26.1"))
;; Keywords: languages
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Highlighting, indentation and an index of declarations for the schema
;; language of authgen.  `authgen-format-buffer' runs `authgen fmt', `compile'
;; runs `authgen check', eglot and lsp-mode run `authgen lsp'.
;;
;;     (require 'authgen-mode)
;;     (setq authgen-format-on-save t)
;;     (add-hook 'authgen-mode-hook #'eglot-ensure)

;;; Code:

(require 'compile)

(declare-function lsp-register-client "ext:lsp-mode")
(declare-function lsp-stdio-connection "ext:lsp-mode")
(declare-function make-lsp-client "ext:lsp-mode")
(defvar eglot-server-programs)
(defvar lsp-language-id-configuration)

(defgroup authgen nil
  "The schema language of authgen."
  :group 'languages)

(defcustom authgen-program "authgen"
  "The program."
  :type 'string)

(defcustom authgen-indent-offset 2
  "How far a block is indented."
  :type 'integer
  :safe #'integerp)

(defcustom authgen-format-on-save nil
  "Whether a schema is formatted before it is saved."
  :type 'boolean
  :safe #'booleanp)

(defvar authgen-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?\r "> b" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?- "_" table)
    (modify-syntax-entry ?@ "." table)
    (modify-syntax-entry ?= "." table)
    table))

(defconst authgen--name "\\(?:\\sw\\|\\s_\\)+")

;; `make update-editors' writes these four lists.

(defconst authgen--scalars
  '("String" "Boolean" "Int" "BigInt" "Float" "Decimal" "DateTime" "Json"
    "Bytes" "Date" "Time" "Uuid" "Id" "Unsupported"))

(defconst authgen--attributes
  '("id" "unique" "default" "map" "updatedAt" "notNull" "ignore" "relation"
    "references" "shardKey" "check"))

(defconst authgen--block-attributes
  '("id" "unique" "index" "fulltext" "check" "shardKey" "map" "code"
    "schema" "ignore" "include"))

(defconst authgen--blocks
  '("model" "enum" "view" "mixin" "datasource" "generator" "config" "type"))

(defun authgen--depth (position)
  "The number of brackets that are open at POSITION."
  (save-excursion (car (syntax-ppss position))))

(defun authgen--at-depth (depth regexp)
  "A matcher for `font-lock-keywords': REGEXP where DEPTH brackets are open."
  (lambda (limit)
    (let (found)
      (while (and (setq found (re-search-forward regexp limit t))
                  (/= depth (save-match-data
                              (authgen--depth (match-beginning 1))))))
      found)))

(defun authgen--next-attribute (limit)
  "Find an attribute that the language has, or a native type, before LIMIT."
  (let (found)
    (while (and (setq found (re-search-forward
                             (concat "\\(@+\\)[ \t]*\\(" authgen--name
                                     "\\(\\." authgen--name "\\)?\\)")
                             limit t))
                (not (pcase (match-string 1)
                       ("@" (or (match-beginning 3)
                                (member (match-string 2)
                                        authgen--attributes)))
                       ("@@" (member (match-string 2)
                                     authgen--block-attributes))))))
    found))

(defconst authgen-font-lock-keywords
  (let ((name authgen--name)
        (end "\\_>"))
    `((,(authgen--at-depth
         0 (concat "^\\s-*\\(extend\\)\\s-+\\(model\\|enum\\)" end
                   "\\s-*\\(" name "\\)?"))
       (1 font-lock-keyword-face) (2 font-lock-keyword-face)
       (3 font-lock-type-face nil t))
      (,(authgen--at-depth
         0 (concat "^\\s-*\\(omit\\|rename\\)\\s-+\\(model\\|enum\\|field\\)"
                   end "\\s-*\\([^/\n]*\\)"))
       (1 font-lock-keyword-face) (2 font-lock-keyword-face)
       (3 font-lock-type-face))
      (,(authgen--at-depth 0 (concat "^\\s-*\\(use\\)" end))
       (1 font-lock-keyword-face))
      (,(authgen--at-depth
         0 (concat "^\\s-*" (regexp-opt authgen--blocks t) end
                   "\\s-*\\(" name "\\)?"))
       (1 font-lock-keyword-face) (2 font-lock-type-face nil t))
      (authgen--next-attribute (2 font-lock-preprocessor-face))
      (,(authgen--at-depth
         1 (concat "\\(?:^\\|{\\)\\s-*\\(" name "\\)\\s-+"
                   (regexp-opt authgen--scalars t) end))
       (1 font-lock-variable-name-face) (2 font-lock-builtin-face))
      (,(authgen--at-depth
         1 (concat "\\(?:^\\|{\\)\\s-*\\(" name "\\)\\(?:\\s-+\\(" name "\\)\\)?"))
       (1 font-lock-variable-name-face) (2 font-lock-type-face nil t))
      (,(concat "\\_<\\(true\\|false\\|null\\)" end)
       (1 font-lock-constant-face))
      (,(concat "\\_<\\(" name "\\)\\s-*:") (1 font-lock-constant-face))
      (,(concat "\\_<\\(" name "\\)(") (1 font-lock-function-name-face))))
  "What `authgen-mode' highlights, beside comments and strings.")

(defun authgen--syntactic-face (state)
  "The face of the comment or string of STATE."
  (cond ((nth 3 state) font-lock-string-face)
        ((save-excursion (goto-char (nth 8 state)) (looking-at "///"))
         font-lock-doc-face)
        (t font-lock-comment-face)))

(defun authgen-indent-line ()
  "Indent the line as deep as brackets are open."
  (interactive)
  (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
         (depth (save-excursion
                  (back-to-indentation)
                  (- (car state) (if (looking-at "\\s)") 1 0))))
         (column (* authgen-indent-offset (max depth 0))))
    ;; A comment of several lines stays as it was written.
    (unless (nth 4 state)
      (if (<= (current-column) (current-indentation))
          (indent-line-to column)
        (save-excursion (indent-line-to column))))))

(defconst authgen-imenu-generic-expression
  (mapcar (lambda (kind)
            (list (car kind)
                  (concat "^" (cdr kind) "\\s-+\\(" authgen--name "\\)")
                  1))
          '(("Extensions" . "extend\\s-+\\(?:model\\|enum\\)")
            ("Mixins" . "mixin") ("Enums" . "enum") ("Views" . "view")
            (nil . "model"))))

(defun authgen-format-buffer ()
  "Format the schema with `authgen fmt'.
A schema with a syntax error is not changed."
  (interactive)
  (let ((formatted (generate-new-buffer " *authgen fmt*"))
        (errors (make-temp-file "authgen"))
        (name (or buffer-file-name "schema.auth"))
        (coding-system-for-read 'utf-8)
        (coding-system-for-write 'utf-8))
    (unwind-protect
        (if (eql 0 (call-process-region
                    nil nil authgen-program nil (list formatted errors) nil
                    "fmt" "--stdin-filepath" (file-local-name name) "-"))
            (replace-buffer-contents formatted)
          (message "%s" (with-temp-buffer
                          (insert-file-contents errors)
                          (buffer-substring (point-min) (line-end-position)))))
      (kill-buffer formatted)
      (delete-file errors))))

(defun authgen--before-save ()
  "Format if `authgen-format-on-save' is non-nil."
  (when authgen-format-on-save
    (authgen-format-buffer)))

;;;###autoload
(define-derived-mode authgen-mode prog-mode "authgen"
  "Major mode for the schemas of authgen."
  (setq-local comment-start "// ")
  (setq-local comment-start-skip "\\(?:///?\\|/\\*+\\)\\s-*")
  (setq-local comment-end "")
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'authgen-indent-line)
  (setq-local electric-indent-chars '(?\n ?\} ?\) ?\]))
  (setq-local font-lock-defaults
              '(authgen-font-lock-keywords
                nil nil nil
                (font-lock-syntactic-face-function
                 . authgen--syntactic-face)))
  (setq-local imenu-generic-expression authgen-imenu-generic-expression)
  (setq-local compile-command
              (concat authgen-program " check --diagnostics=gcc "
                      (if buffer-file-name
                          (shell-quote-argument
                           (file-name-nondirectory buffer-file-name))
                        "")))
  (add-hook 'before-save-hook #'authgen--before-save nil t))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.auth\\'" . authgen-mode))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               (cons 'authgen-mode (list authgen-program "lsp"))))

(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(authgen-mode . "authgen"))
  (lsp-register-client
   (make-lsp-client
    :new-connection (lsp-stdio-connection
                     (lambda () (list authgen-program "lsp")))
    :major-modes '(authgen-mode)
    :server-id 'authgen)))

(provide 'authgen-mode)
;;; authgen-mode.el ends here
