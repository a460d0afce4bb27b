package dev.runnel.offending.testkit.model.scripted;

public class Script {
}
