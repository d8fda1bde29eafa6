using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Hosting;

/// <summary>Tells from the journal alone what an agent held and why; sends no request.</summary>
public static class AgentRecall
{
    /// <summary>The histories of everybody who has an employee id; none where nobody has it or nothing was ever journalled.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="identity">The target.</param>
    /// <param name="employee">The employee id.</param>
    /// <exception cref="EngineStartException">The journal cannot be read.</exception>
    /// <exception cref="StateMismatchException">A restore has not ended.</exception>
    public static AgentHistories? Read(ActorSyncOptions options, TargetIdentity identity, string employee)
    {
        ArgumentNullException.ThrowIfNull(employee);

        return StoredJournal.Read(
            options, identity, (state, store) => Read(JournalHosting.RowsOf(store), JournalHosting.PeopleOf(store, JournalAccess.Read), state, employee));
    }

    /// <summary>The same from a journal that is there.</summary>
    /// <exception cref="AuditFlawException">It is not as it was written.</exception>
    internal static AgentHistories Read(IJournalRows rows, IPersonTable people, StateDirectory state, string employee)
    {
        var (agents, log) = new BesideCuts(rows).Read(before => new AgentHistoryReader(rows, people, before.Sound().Cut).Read(employee).ToImmutableArray());
        var operators = people.Load(Operators.Partition).Where(known => known.User is not null).ToImmutableDictionary(known => known.Number, known => known.User!.Value.Value);
        return new AgentHistories(agents, log.Sound().History, operators)
        {
            ReachesBackTo = log.Cut?.ReachesBackTo,
            Names = NamesIn(agents, log.History, new KeptNames(state)),
        };
    }

    // Only the plan of a run that wrote something of it tells what a thing is called.
    private static ImmutableDictionary<(ValueKind Kind, string Id), string> NamesIn(ImmutableArray<AgentHistory> agents, RunHistory runs, KeptNames kept)
    {
        var changes = agents.SelectMany(agent => agent.Timeline.Changes).OrderByDescending(change => change.Run is not null);
        var names = ImmutableDictionary.CreateBuilder<(ValueKind Kind, string Id), string>();
        foreach (var change in changes)
        {
            if (kept.Of(change.Run is { } run ? runs.Find(run) : null, change.Kind, change.Id) is { } name)
            {
                names[(change.Kind, change.Id)] = name;
            }
        }

        return names.ToImmutable();
    }
}
