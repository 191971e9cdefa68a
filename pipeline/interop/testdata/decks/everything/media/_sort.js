var order = 1;
