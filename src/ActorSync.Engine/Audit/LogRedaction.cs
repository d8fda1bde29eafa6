using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Engine.Audit;

/// <summary>Takes text out of the run log: first the log says what is to stand where, and then that is put there.</summary>
/// <remarks>Whoever dies between the two has changed nothing yet, and is asked again.</remarks>
/// <param name="rows">The journal.</param>
internal sealed class LogRedaction(IJournalRows rows)
{
    private readonly List<(long Position, string Manifest, byte[] Payload)> _replacements = [];

    /// <summary>How many events change.</summary>
    public int Count => _replacements.Count;

    /// <summary>Works out what changes, and which events the log has to take in before <see cref="Apply"/>.</summary>
    /// <param name="log">The log as it stands.</param>
    /// <param name="redact">A summary's JSON of a run with less in it; null where nothing is taken out.</param>
    /// <param name="now">When.</param>
    public IEnumerable<RunEvent.Redacted> Plan(RunLogCheck log, Func<RunId, string, string?> redact, Instant now)
    {
        foreach (var row in rows.Read(RunLog.LogId, 0))
        {
            // What stands before the first link is of an earlier version, and nothing was ever sealed of how it reads.
            if (JournalSerializer.Read(row.Payload, row.Manifest) is LinkedRunEvent stored && RunRedaction.Of(stored.Event, summary => redact(stored.Event.Run, summary)) is { } less)
            {
                var instead = stored.Redacted(less);
                _replacements.Add((row.Position, JournalManifests.RedactedRunEvent, instead.Bytes));
                if (!log.Tells(instead))
                {
                    yield return new RunEvent.Redacted(stored.Event.Run, row.Position, instead.Stored, now);
                }
            }
        }
    }

    /// <summary>Puts it there, and drops the log's snapshots, which have it all.</summary>
    public void Apply(JournalUpkeep upkeep)
    {
        if (_replacements.Count > 0)
        {
            upkeep.Replace(RunLog.LogId, _replacements);
        }
    }
}
