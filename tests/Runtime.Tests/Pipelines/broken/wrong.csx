var x = 1;
return item.Foo > x;
