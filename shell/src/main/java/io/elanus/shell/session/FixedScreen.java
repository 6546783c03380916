package io.elanus.shell.session;

/** A screen whose properties are known from the start, such as one that a program types at. */
public record FixedScreen(boolean interactive, boolean showsOutput, boolean redraws, int width)
    implements Screen {}
