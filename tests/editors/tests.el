;;; authgen-mode in Emacs  -*- lexical-binding: t -*-

;; ./words is what the script `words' prints.

(require 'authgen-mode)
(require 'cl-lib)
(require 'ert)
(require 'imenu)

(defun tests-face (text)
  "The face of the first place of TEXT in the buffer, from point on."
  (let ((case-fold-search nil))
    (search-forward text)
    (let ((face (get-text-property (match-beginning 0) 'face)))
      (if (eq face 'font-lock-comment-delimiter-face)
          'font-lock-comment-face
        face))))

(defun tests-buffer (&rest lines)
  "Make the buffer a schema of LINES."
  (erase-buffer)
  (insert (mapconcat #'identity lines "\n") "\n")
  (authgen-mode)
  (font-lock-ensure)
  (goto-char (point-min)))

(defun tests-write (name &rest lines)
  "Visit the file NAME with LINES."
  (with-temp-file name
    (insert (mapconcat #'identity lines "\n") "\n"))
  (find-file-noselect name))

(ert-deftest mode ()
  (with-current-buffer (tests-write "mode.auth" "model A {" "}")
    (should (eq major-mode 'authgen-mode))
    (kill-buffer)))

(ert-deftest words ()
  (let ((faces '(("keyword" . font-lock-keyword-face)
                 ("scalar" . font-lock-builtin-face)
                 ("attribute" . font-lock-preprocessor-face)
                 ("block-attribute" . font-lock-preprocessor-face)
                 ("native" . font-lock-preprocessor-face)))
        (words (with-temp-buffer
                 (insert-file-contents "words")
                 (mapcar (lambda (line) (split-string line "\t"))
                         (split-string (buffer-string) "\n" t))))
        seen wrong)
    (pcase-dolist (`(,kind ,word ,text) words)
      (with-temp-buffer
        (tests-buffer text "}")
        (when (equal kind "native")
          (search-forward "@mysql."))
        (let ((face (tests-face word))
              (wanted (cdr (assoc kind faces))))
          (cl-pushnew kind seen :test #'equal)
          (unless (if wanted (eq face wanted) (not (rassq face faces)))
            (push (list kind word face) wrong)))))
    (should-not wrong)
    (should (equal (sort seen #'string<)
                   (sort (cons "unknown" (mapcar #'car faces)) #'string<)))))

(ert-deftest places ()
  (with-temp-buffer
    (tests-buffer "/* a comment"
                  "   of two lines */"
                  "use \"better-auth\" // a remark"
                  ""
                  "/// a documentation"
                  "model Group {"
                  "  model  String? @default(\"te\\\"xt\") @mysql.VarChar(191)"
                  "  groups Group[] @relation(\"many\", onDelete: Cascade)"
                  "  @@unique([model], where: { count: null })"
                  "}"
                  "enum Size {"
                  "  huge // big"
                  "}")
    (pcase-dolist (`(,text ,face)
                   '(("of two" font-lock-comment-face)
                     ("use" font-lock-keyword-face)
                     ("\"better" font-lock-string-face)
                     ("a remark" font-lock-comment-face)
                     ("a docu" font-lock-doc-face)
                     ("Group" font-lock-type-face)
                     ("model" font-lock-variable-name-face)
                     ("String" font-lock-builtin-face)
                     ("default" font-lock-preprocessor-face)
                     ("xt" font-lock-string-face)
                     ("VarChar" font-lock-preprocessor-face)
                     ("groups" font-lock-variable-name-face)
                     ("Group" font-lock-type-face)
                     ("relation" font-lock-preprocessor-face)
                     ("onDelete" font-lock-constant-face)
                     ("unique" font-lock-preprocessor-face)
                     ("where" font-lock-constant-face)
                     ("null" font-lock-constant-face)
                     ("enum" font-lock-keyword-face)
                     ("huge" font-lock-variable-name-face)
                     ("big" font-lock-comment-face)))
      (should (equal (list text face) (list text (tests-face text)))))))

(ert-deftest schemas ()
  "Declarations and fields in schemas of all kinds: nothing runs on too far."
  (let ((seen 0) wrong)
    (dolist (file (split-string (getenv "SCHEMAS")))
      (with-temp-buffer
        (insert-file-contents file)
        (authgen-mode)
        (font-lock-ensure)
        (let ((case-fold-search nil))
          (while (re-search-forward
                  (concat "^\\(?:\\(\\(?:model\\|enum\\|view\\|mixin\\|datasource"
                          "\\|generator\\|config\\|extend\\)\\_>.*{\\)"
                          "\\|  [A-Za-z_][A-Za-z0-9_]* +[A-Za-z_]\\)")
                  nil t)
            (setq seen (1+ seen))
            (let ((face (get-text-property
                         (+ (match-beginning 0) (if (match-beginning 1) 0 2))
                         'face)))
              (unless (eq face (if (match-beginning 1) 'font-lock-keyword-face
                                 'font-lock-variable-name-face))
                (push (list file (line-number-at-pos) face) wrong)))))))
    (should-not wrong)
    (should (> seen 100))))

(ert-deftest servers ()
  "What eglot and lsp-mode, which are not here, are told."
  (defvar eglot-server-programs nil)
  (defvar lsp-language-id-configuration nil)
  (let (client)
    (cl-letf (((symbol-function 'make-lsp-client) #'list)
              ((symbol-function 'lsp-stdio-connection) #'funcall)
              ((symbol-function 'lsp-register-client)
               (lambda (made) (setq client made))))
      (provide 'eglot)
      (provide 'lsp-mode))
    (should (equal '("authgen" "lsp")
                   (cdr (assq 'authgen-mode eglot-server-programs))))
    (should (equal '("authgen" "lsp") (plist-get client :new-connection)))
    (should (equal '((authgen-mode . "authgen"))
                   lsp-language-id-configuration))))

(ert-deftest indentation ()
  (with-temp-buffer
    (tests-buffer "model A {"
                  "  id Id @id // {"
                  "  b  B  @relation(\"(\", fields: ["
                  "      bId,"
                  "    ], references: [id])"
                  "}")
    (let ((text (buffer-string)))
      (goto-char (point-min))
      (while (not (eobp))
        (delete-horizontal-space)
        (forward-line))
      (should-not (equal text (buffer-string)))
      (indent-region (point-min) (point-max))
      (should (equal text (buffer-string))))))

(ert-deftest comments ()
  (with-temp-buffer
    (tests-buffer "model A {" "  id Id @id" "}")
    (comment-region (point-min) (point-max))
    (should (equal (buffer-string) "// model A {\n//   id Id @id\n// }\n"))
    (uncomment-region (point-min) (point-max))
    (should (equal (buffer-string) "model A {\n  id Id @id\n}\n"))))

(ert-deftest index ()
  (with-temp-buffer
    (tests-buffer "use \"x\"" "enum Role {" "  a" "}" "extend model User {" "}"
                  "model Post {" "  model String" "}" "mixin Dates {" "}")
    (let ((index (imenu--make-index-alist t)))
      (should (assoc "Post" index))
      (should-not (assoc "String" index)) ; a field that is called model
      (pcase-dolist (`(,kind ,name) '(("Enums" "Role") ("Mixins" "Dates")
                                      ("Extensions" "User")))
        (should (equal (list kind name)
                       (list kind (car (cadr (assoc kind index))))))))))

(ert-deftest compilation ()
  "Emacs' own parser finds our places."
  (let ((buffer (tests-write "bad.auth"
                             "model A {" "  id Id @id" "  name Strin" "}")))
    (with-current-buffer buffer
      (with-current-buffer (let ((inhibit-message t))
                             (compile compile-command))
        (while (get-buffer-process (current-buffer))
          (accept-process-output nil 0.1))
        (goto-char (point-min))
        (compilation-next-error 1)
        (let* ((message (get-text-property (point) 'compilation-message))
               (place (compilation--message->loc message)))
          (should (equal (list 3 8 2)
                         (list (compilation--loc->line place)
                               (compilation--loc->col place)
                               (compilation--message->type message)))))))
    (kill-buffer buffer)))

(ert-deftest format ()
  (with-current-buffer (tests-write "format.auth" "model A {" "id   Id  @id"
                                    "name String" "}")
    (goto-char (point-min))
    (search-forward "name")
    (authgen-format-buffer)
    (should (equal (buffer-string)
                   "model A {\n  id   Id     @id\n  name String\n}\n"))
    (should (looking-back "name" nil))
    ;; A mistake: the text stays as it is.
    (goto-char (point-max))
    (insert "model {\n")
    (let ((text (buffer-string)))
      (authgen-format-buffer)
      (should (equal text (buffer-string))))
    (set-buffer-modified-p nil)
    (kill-buffer)))

(ert-deftest recipe ()
  "The recipe for Emacs' init file."
  (load (expand-file-name "emacs-init.el" (getenv "RECIPES")) nil t)
  (with-current-buffer
      (tests-write "schema.auth" "generator sql {" "provider = \"sql\""
                   "dialect = \"sqlite\"" "output = \"emacs.sql\"" "}"
                   "model A {" "id Id @id" "}")
    (authgen-mode)
    (goto-char (point-max))
    (insert "\n")
    (let ((inhibit-message t))
      (save-buffer))
    (goto-char (point-min))
    (should (search-forward "\n  id Id @id\n"))
    (should (file-exists-p "emacs.sql"))
    (kill-buffer)))

;;; tests.el ends here
