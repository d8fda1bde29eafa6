using ActorSync.Core.Runs;

namespace ActorSync.Engine.Journal;

/// <summary>How counts stand in a payload, version 1.</summary>
internal static class CountsFormat
{
    /// <summary>Writes counts of operations; none of them takes one byte.</summary>
    public static void Write(PayloadWriter to, OperationCounts counts)
    {
        to.Flag(counts != OperationCounts.None);
        if (counts != OperationCounts.None)
        {
            to.Signed(counts.SkillsAdded);
            to.Signed(counts.SkillsRated);
            to.Signed(counts.SkillsRemoved);
            to.Signed(counts.CertificationsSet);
            to.Signed(counts.CertificationsEnded);
        }
    }

    /// <summary>Reads counts of operations.</summary>
    public static OperationCounts ReadOperations(PayloadReader from) =>
        from.Flag() ? new(from.Signed(), from.Signed(), from.Signed(), from.Signed(), from.Signed()) : OperationCounts.None;

    /// <summary>Writes counts of requests.</summary>
    public static void Write(PayloadWriter to, RequestCounts counts)
    {
        to.Signed(counts.Reads);
        to.Signed(counts.Writes);
        to.Signed(counts.Tokens);
        to.Signed(counts.Throttled);
        to.Signed(counts.Retried);
        to.Signed(counts.Ambiguous);
    }

    /// <summary>Reads counts of requests.</summary>
    public static RequestCounts ReadRequests(PayloadReader from) =>
        new(from.Signed(), from.Signed(), from.Signed(), from.Signed(), from.Signed(), from.Signed());
}
