package dev.runnel.model.embedded;

import java.util.List;

/** The jokes that the embedded model knows. */
final class Jokes {

    /** More than so many are not told at once. */
    static final int MOST = 100;

    private static final List<String> ENGLISH = List.of(
            "Why did the stream never get lost? It always followed the current.",
            "My thread said it needed space. I gave it a heap.",
            "A byte walks into a bar and orders a pint. The barman says: you look a bit short.",
            "Why was the queue so calm? It knew that its turn would come.",
            "I told my cache a secret. Now it repeats it to everyone, but only for five minutes.",
            "What does a river say to a dam? Sorry, I have to buffer.",
            "Why do robots never get bored? They have so many bolts to chew on.",
            "The clock asked for a day off. It had been working around itself.",
            "Why did the timer go to school? It wanted to be set for life.",
            "A cursor asked the page for a date. The page said: let me scroll through my calendar.",
            "What is a duck's favourite part of a computer? The quack-up disk.",
            "Why did the loop bring a cushion? It would be sitting there for a while.");

    private static final List<String> SPANISH = List.of(
            "¿Por qué el río nunca se pierde? Porque siempre sigue la corriente.",
            "¿Qué le dice un bit a otro? Nos vemos en el bus.",
            "¿Por qué la cola estaba tan tranquila? Porque sabía que llegaría su turno.",
            "Mi hilo me pidió espacio, y le di un montón.",
            "¿Qué le dice el río a la presa? Perdona, necesito un búfer.",
            "¿Por qué el reloj pidió vacaciones? Porque llevaba todo el día dando vueltas.",
            "¿Por qué el bucle trajo un cojín? Porque iba a quedarse un buen rato.",
            "¿Qué hace un robot en la panadería? Busca una barra de estado.",
            "¿Por qué el cursor no duerme? Porque siempre está parpadeando.",
            "¿Qué le dice una nube a un servidor? Tranquilo, yo te cubro.");

    private Jokes() {
    }

    /**
     * So many jokes, numbered, after a line that says whose they are; when the list is told it begins again.
     *
     * @param wanted beyond {@link #MOST} it tells that many, below 1 none
     */
    static String tell(int wanted, Language language) {
        List<String> known = language == Language.SPANISH ? SPANISH : ENGLISH;
        int told = Math.max(0, Math.min(wanted, MOST));
        StringBuilder text = new StringBuilder(opening(wanted, told, language));
        for (int i = 0; i < told; i++) {
            text.append('\n').append(i + 1).append(". ").append(known.get(i % known.size()));
        }
        return text.toString();
    }

    private static String opening(int wanted, int told, Language language) {
        boolean spanish = language == Language.SPANISH;
        if (told == 0) {
            return spanish
                    ? "Ningún chiste, entonces. Soy el modelo integrado, no un LLM."
                    : "No jokes, then. I am the embedded model, not an LLM.";
        }
        String jokes = spanish ? told == 1 ? "chiste" : "chistes" : told == 1 ? "joke" : "jokes";
        String most = told == wanted ? "" : spanish ? ", que es el máximo" : ", which is the most at once";
        return (spanish ? "Del modelo integrado, " : "From the embedded model, ") + told + " " + jokes + most + ":";
    }
}
