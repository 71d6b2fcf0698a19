var first = 0;
assignment.Gave(first, 0);
