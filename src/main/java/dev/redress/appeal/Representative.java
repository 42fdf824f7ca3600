package dev.redress.appeal;

/// Who files for the appellant.
public record Representative(String name, String relation) {}
