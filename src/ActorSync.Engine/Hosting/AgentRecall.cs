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

        return StoredJournal.Read(options, identity, (state, store) =>
        {
            var (rows, people) = (JournalHosting.RowsOf(store), JournalHosting.PeopleOf(store, JournalAccess.Read));
            for (var cut = ReadLog(rows).Cut; ;)
            {
                var agents = new AgentHistoryReader(rows, people, cut).Read(employee).ToImmutableArray();

                // The run log is read last, so that it has every run that the agents' events name.
                var log = ReadLog(rows);
                if (log.Cut == cut)
                {
                    return new AgentHistories(agents, log.History, people.Load(Operators.Partition).Where(known => known.User is not null).ToImmutableDictionary(known => known.Number, known => known.User!.Value.Value))
                    {
                        ReachesBackTo = cut?.ReachesBackTo,
                        Names = NamesIn(agents, log.History, new KeptNames(state)),
                    };
                }

                cut = log.Cut; // It was cut meanwhile, and what was read may lack its beginning; that happens once a day at most.
            }
        });
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

    private static RunLogCheck ReadLog(JournalRows rows)
    {
        var log = RunLogCheck.Of(rows, anchor: null);
        return log.Flaw is { } flaw ? throw new AuditFlawException(flaw) : log;
    }
}
