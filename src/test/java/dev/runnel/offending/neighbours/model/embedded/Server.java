package dev.runnel.offending.neighbours.model.embedded;

public class Server {
}
