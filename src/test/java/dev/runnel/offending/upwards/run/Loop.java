package dev.runnel.offending.upwards.run;

public class Loop {
}
