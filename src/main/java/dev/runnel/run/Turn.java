package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.ToolResult;
import dev.runnel.agent.UserException;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.RunItem;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRefusalException;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.Usage;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * One turn, to be read from top to bottom: prepare the call, call the model, run the tools that it asks for, store what came
 * of it, decide what comes next. Used on the run's context only; it ends with one call of its {@link Run}, which may also
 * end it at any point.
 */
final class Turn {

    private final Run run;
    private final Transcript transcript;
    private final Run.Collaborators with;
    private final Agent agent;
    private final EventOrigin origin;
    private final Hooks hooks;
    private final boolean agentStarts;
    private final FinalOutput finalOutput;
    private Toolbox toolbox; // from the turn's first step on
    private Optional<ModelTurn> call = Optional.empty();
    private Optional<PartialText> partialText = Optional.empty();

    /**
     * @param origin the turn and its agent, for the events
     * @param agentStarts whether the agent has just taken control
     */
    Turn(Run run, EventOrigin origin, boolean agentStarts) {
        this.run = run;
        this.transcript = run.transcript();
        this.with = run.with();
        this.agent = transcript.agent();
        this.origin = origin;
        this.hooks = new Hooks(run.options().hooks(), transcript.context(), agent);
        this.agentStarts = agentStarts;
        this.finalOutput = new FinalOutput(agent, with.catalog());
    }

    /** Whether the model's connection is free for the next call. */
    boolean isReleased() {
        return call.isEmpty() || call.get().isReleased();
    }

    /** The words of the answer so far, where they shall be kept and the turn is not complete. */
    List<ResponseItem> partialText() {
        return partialText.map(PartialText::messages).orElse(List.of());
    }

    void begin() {
        Conflicts.check(run.options(), agent);
        run.await(run.session().load(), loaded -> guardInput());
    }

    private void guardInput() {
        run.await(run.inputGuardrails().before(), passed -> equip(this::instruct));
    }

    /** Goes on behind the model's answer, which an earlier run has had. */
    void resume(OpenTurn turn) {
        equip(() -> {
            Resumption.check(turn, agent, toolbox);
            runTools(turn);
        });
    }

    private void equip(Runnable then) {
        run.await(new Toolboxes(with.catalog(), with.registry(), run.nested())
                .of(agent, transcript.context(), run.options()), enabled -> {
            toolbox = enabled;
            then.run();
        });
    }

    private void instruct() {
        run.await(agent.instructions().of(transcript.context(), agent).onItem().ifNull().continueWith(""),
                instructions -> startAgent(new ModelInputData(Optional.of(instructions).filter(text -> !text.isEmpty()),
                        input())));
    }

    /** The conversation as the model reads it, but for what it has on its side. */
    private List<ResponseItem> input() {
        return run.options().reasoningItemIdPolicy().apply(run.server().unsent());
    }

    private void startAgent(ModelInputData data) {
        run.await(agentStarts ? hooks.agentStart(data.input()) : Hooks.DONE, told -> filterInput(data));
    }

    private void filterInput(ModelInputData data) {
        run.await(run.options().callModelInputFilter()
                .map(filter -> filter.filter(data, agent, transcript.context()).onItem().ifNull().failWith(
                        () -> new UserException("The CallModelInputFilter gave null in the place of the model's input")))
                .orElseGet(() -> Uni.createFrom().item(data)), this::startModel);
    }

    private void startModel(ModelInputData data) {
        run.await(hooks.llmStart(data.instructions(), data.input()), told -> saveInput(data));
    }

    private void saveInput(ModelInputData data) {
        run.await(run.session().save(), saved -> {
            run.inputGuardrails().beside();
            callModel(data);
        });
    }

    private void callModel(ModelInputData data) {
        ModelRequest request = new ModelRequest(Optional.empty(), data.instructions(), data.input(), toolbox.definitions(),
                toolbox.hostedDefinitions(), settings(), run.server().previousResponseId(), run.server().conversationId(),
                finalOutput.format());
        partialText = run.options().keepPartialText() ? Optional.of(new PartialText()) : Optional.empty();
        ModelTurn turn = new ModelTurn(origin, toolbox, run.mailbox(), run.outbox(), new ModelTurn.Listener() {
            @Override
            public void received(ModelEvent event) {
                partialText.ifPresent(words -> words.add(event));
            }

            @Override
            public void spent(Usage usage) {
                transcript.context().add(usage.of(agent.name()));
            }

            @Override
            public void answered(ModelResponse response, List<ResponseItem> items) {
                run.await(hooks.llmEnd(response), told -> runTools(new OpenTurn(response, items)));
            }

            @Override
            public void failed(Throwable failure) {
                run.end(failure);
            }
        });
        call = Optional.of(turn);
        List<Models.Choice> models = with.models().choose(run.options().model().orElse(agent.model()),
                run.options().fallbackModels().isEmpty() ? agent.fallbackModels() : run.options().fallbackModels());
        run.go(turn, () -> new Attempts(run).call(models, request).subscribe().withSubscriber(turn));
    }

    private ModelSettings settings() {
        ModelSettings settings = agent.modelSettings().resolve(run.options().modelSettings());
        return agent.resetToolChoice() && transcript.hasUsedTools(agent) ? settings.withoutToolChoice() : settings;
    }

    private void runTools(OpenTurn turn) {
        Answer answer = new Answer(turn.items(), origin.agent(), toolbox);
        ToolTurn tools = new ToolTurn(run, origin, toolbox, hooks, answer.toolCalls(), turn,
                outcome -> answerRequests(turn, answer, outcome));
        run.go(tools, tools::start);
    }

    private void answerRequests(OpenTurn turn, Answer answer, ToolTurn.Outcome outcome) {
        new McpApprovals(run, origin, toolbox, turn).answer(answer.approvalRequests(), approvals -> {
            OpenTurn sofar = turn.with(outcome, approvals);
            if (sofar.isComplete()) {
                handOff(sofar, answer, outcome.results());
            } else {
                run.await(run.inputGuardrails().passed(), passed -> run.interrupt(sofar, answer));
            }
        });
    }

    private void handOff(OpenTurn turn, Answer answer, List<ToolResult> results) {
        if (answer.usesTools()) {
            transcript.usedTools(agent);
        }
        HandoffStep handoffs = new HandoffStep(run, origin, toolbox, answer.handoffCalls());
        run.await(handoffs.accept(hooks), next -> handOff(turn, answer, results, handoffs, next));
    }

    private void handOff(OpenTurn turn, Answer answer, List<ToolResult> results, HandoffStep handoffs,
            Optional<Agent> next) {
        ModelResponse response = turn.response();
        List<RunItem> items = answer.withOutputs(results, turn.consents(), handoffs.outputs(next));
        transcript.add(response, items);
        run.server().answered(response, items);
        partialText = Optional.empty();
        handoffs.tell();
        if (run.isOver()) {
            return; // the subscriber has cancelled the run at one of these events
        }
        next.ifPresentOrElse(
                target -> save(() -> run.await(handoffs.rewriteInput(items.size()), done -> run.handOff(target))),
                () -> decide(answer, results));
    }

    private void decide(Answer answer, List<ToolResult> results) {
        Finish finish = new Finish(run, origin);
        run.await(answer.finalOutput(transcript.context(), results, agent.toolUseBehavior(), finalOutput),
                output -> output.ifPresentOrElse(finish::with, () -> again(answer, finish)),
                failure -> failed(failure, finish));
    }

    /** The model is asked once more; where it was silent and should have said something, a handler may speak for it. */
    private void again(Answer answer, Finish finish) {
        if (answer.saysNothing()) {
            finish.handled(finalOutput.missing(), run.options().onInvalidFinalOutput(), () -> save(run::nextTurn));
        } else {
            save(run::nextTurn);
        }
    }

    private void failed(Throwable failure, Finish finish) {
        if (failure instanceof ModelRefusalException refusal) {
            finish.failed(refusal, run.options().onModelRefusal());
        } else if (failure instanceof ModelBehaviorException unfit) {
            finish.failed(unfit, run.options().onInvalidFinalOutput());
        } else {
            run.end(failure);
        }
    }

    private void save(Runnable then) {
        run.await(run.session().save(), saved -> then.run());
    }
}
