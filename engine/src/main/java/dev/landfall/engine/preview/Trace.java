package dev.landfall.engine.preview;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.sync.Explanation;
import dev.landfall.engine.sync.FlowResult;
import dev.landfall.engine.sync.InboundDecision;
import dev.landfall.engine.sync.InboundLookups.Contribution;
import dev.landfall.engine.sync.OutboundDecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what synchronizing one object tells. Metaverse objects that are not those of the
 * object – they refer to it, say – are noted by what was decided for them only, and only so many.
 */
final class Trace implements Explanation {
  private static final int MOST_OTHERS = 100;

  /** One carrying of a metaverse object into a connector space. */
  static final class Outward {
    final List<RuleVerdict> rules = new ArrayList<>();
    final List<JoinVerdict> joins = new ArrayList<>();
    final List<AttributeVerdict> attributes = new ArrayList<>();
    @Nullable OutboundDecision decision;
  }

  /** Which metaverse object into which connector space. */
  record Place(long metaverseId, ConnectorId connector) {}

  private final long subject;
  private final LongPredicate own;
  private final boolean steps;

  private final List<RuleVerdict> rules = new ArrayList<>();
  private final List<JoinVerdict> joins = new ArrayList<>();
  private final Map<String, ProjectionVerdict> projections = new LinkedHashMap<>();
  private final Map<MvObject, List<AttributeVerdict>> metaverse = new LinkedHashMap<>();
  private final Map<Place, List<Outward>> outwards = new LinkedHashMap<>();
  private final Map<Place, OutboundDecision> others = new LinkedHashMap<>();
  private @Nullable InboundDecision decision;

  private boolean aboutSubject;
  private @Nullable List<AttributeVerdict> attributes;
  private @Nullable Outward outward;
  private @Nullable ContestTrace contest;

  /**
   * @param subject the id of the object that is synchronized
   * @param own whether a metaverse object is, or was, linked to it
   */
  Trace(long subject, LongPredicate own, boolean steps) {
    this.subject = subject;
    this.own = own;
    this.steps = steps;
  }

  @Override
  public boolean listening() {
    return true;
  }

  @Override
  public void object(Contribution object) {
    aboutSubject = object.object().id() == subject;
    if (aboutSubject) {
      // A page that failed unforeseen is worked off again: the second telling counts.
      rules.clear();
      joins.clear();
      projections.clear();
      metaverse.clear();
    }
  }

  @Override
  public void scope(SyncRule rule, boolean inScope, List<Miss> misses) {
    RuleVerdict verdict = new RuleVerdict(rule, inScope, misses);
    if (outward != null) {
      outward.rules.add(verdict);
    } else if (aboutSubject) {
      rules.add(verdict);
    }
  }

  @Override
  public void join(SyncRule rule, int group, List<Operand> operands, List<Long> candidates) {
    JoinVerdict verdict = new JoinVerdict(rule, group, operands, candidates);
    if (outward != null) {
      outward.joins.add(verdict);
    } else if (!joins.contains(verdict)) {
      joins.add(verdict);
    }
  }

  @Override
  public void projection(SyncRule rule, boolean possible) {
    projections.put(rule.id(), new ProjectionVerdict(rule, possible));
  }

  @Override
  public void metaverse(MvObject before) {
    endContest();
    attributes = new ArrayList<>();
    metaverse.put(before, attributes);
  }

  @Override
  public void outbound(MvObject object, ConnectorId connector) {
    endContest();
    attributes = null;
    outward = new Outward();
    if (own.test(object.id())) {
      Outward current = outward;
      outwards.compute(
          new Place(object.id(), connector),
          (place, known) -> {
            List<Outward> list = known == null ? new ArrayList<>() : known;
            // The second pass decides anew, for references; only a successor to an object that is
            // deleted is news.
            if (list.isEmpty()
                || (list.size() == 1
                    && list.get(0).decision instanceof OutboundDecision.Deprovision)) {
              list.add(current);
            }
            return list;
          });
    }
  }

  @Override
  public void contest(AttributeName target, List<Contender> contenders) {
    endContest();
    contest = new ContestTrace(target, contenders, steps);
  }

  @Override
  public void evaluating(int contender) {
    if (contest != null) {
      contest.evaluating(contender);
    }
  }

  @Override
  public void evaluated(int contender, FlowResult result) {
    if (contest != null) {
      contest.evaluated(contender, result);
    }
  }

  @Override
  public void settled(Ending ending) {
    if (contest != null) {
      contest.settled(ending);
    }
    endContest();
  }

  /** Also called where a contest may have ended in an error. */
  private void endContest() {
    ContestTrace ended = contest;
    contest = null;
    if (ended == null) {
      return;
    }
    if (outward != null) {
      outward.attributes.add(ended.verdict());
    } else if (attributes != null) {
      attributes.add(ended.verdict());
    }
  }

  @Override
  public void decided(Contribution object, InboundDecision decided) {
    endContest();
    attributes = null;
    decision = decided;
  }

  @Override
  public void decided(MvObject object, ConnectorId connector, OutboundDecision decided) {
    endContest();
    if (outward != null) {
      outward.decision = decided;
    }
    outward = null;
    if (!own.test(object.id())
        && !(decided instanceof OutboundDecision.Nothing)
        && others.size() < MOST_OTHERS) {
      others.putIfAbsent(new Place(object.id(), connector), decided);
    }
  }

  /** Whatever failed last has been told. */
  void end() {
    endContest();
  }

  List<RuleVerdict> rules() {
    return rules;
  }

  List<JoinVerdict> joins() {
    return joins;
  }

  List<ProjectionVerdict> projections() {
    return List.copyOf(projections.values());
  }

  Optional<InboundDecision> decision() {
    return Optional.ofNullable(decision);
  }

  /** By the metaverse object as it was. */
  Map<MvObject, List<AttributeVerdict>> metaverse() {
    return metaverse;
  }

  Map<Place, List<Outward>> outwards() {
    return outwards;
  }

  /** What was decided for metaverse objects of other objects. */
  Map<Place, OutboundDecision> others() {
    return others;
  }
}
