CREATE INDEX telegrams_earliest ON telegrams (earliest);
CREATE INDEX telegrams_serial ON telegrams (post, year, serial);
CREATE INDEX copies_telegram ON copies (telegram);
CREATE INDEX paragraphs_telegram ON paragraphs (telegram, n);
CREATE INDEX paragraphs_copy ON paragraphs (copy);
CREATE INDEX tags_code ON tags (code);
CREATE INDEX references_telegram ON "references" (telegram);
CREATE INDEX references_target ON "references" (target);
CREATE INDEX signers_name ON signers (name);
