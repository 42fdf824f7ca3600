package dev.redress.planted.two;

import dev.redress.planted.one.One;

/// Wrong on purpose: see [One].
public class Two {

    public One one;
}
