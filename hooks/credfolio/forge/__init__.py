"""The forge and its runner: who proposes, comments, the issue about links; through `gh`."""
