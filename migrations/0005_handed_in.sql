-- The day on which a claim was handed in: an answer is promised from it on. One text for SQLite and PostgreSQL.

-- Empty for drafts, and for what was handed in before this was kept: of it nothing was promised.
alter table claim add column handed_in_on text;
