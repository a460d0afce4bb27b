package dev.runnel.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Refuses a request with a problem. It brings its own answer, with a body, so that no exception mapper is needed, and none
 * of the application's is asked.
 */
final class ProblemException extends WebApplicationException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        this(problem, Response.status(problem.status()));
    }

    /** An answer with headers of its own; body and content type are the problem's. */
    ProblemException(Problem problem, Response.ResponseBuilder answer) {
        this(problem, answer, problem.json(), MediaType.valueOf(Problem.MEDIA_TYPE));
    }

    /** An answer that tells the problem in another form. */
    ProblemException(Problem problem, Response.ResponseBuilder answer, byte[] body, MediaType type) {
        super(problem.detail(), answer.entity(body).type(type).build());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
