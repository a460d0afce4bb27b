package dev.runnel.offending.neighbours.model.openai;

import dev.runnel.offending.neighbours.model.embedded.Server;

class Client extends Server {
}
