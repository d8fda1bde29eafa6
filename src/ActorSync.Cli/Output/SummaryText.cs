using ActorSync.Core.Roster;
using ActorSync.Core.Runs;

namespace ActorSync.Cli.Output;

/// <summary>The figures of a summary as sentences.</summary>
internal static class SummaryText
{
    /// <summary>Who counts as failed in a run that was interrupted or given up: whoever it had not come to, and those that failed.</summary>
    public const string NotDone = "not done";

    /// <summary>What stands for the people of a run that ended, or was interrupted, before it had read whom the target has.</summary>
    public static string NobodySynced(bool isOpen) => isOpen
        ? "Nobody is synced yet: it is not known whom the target has, and nothing was written."
        : "Nobody was synced: the run ended before it was known whom the target has, and nothing was written.";

    /// <summary>Whether that is so. A run that failed and stays open had decided: an earlier process of it may have written something.</summary>
    /// <param name="summary">The figures.</param>
    /// <param name="isOpen">Whether the run stays open.</param>
    /// <param name="isGivenUp">Whether it was to be given up.</param>
    public static bool IsOfNobody(RunSummary summary, bool isOpen, bool isGivenUp) => summary.Users.InScope == 0 && summary.Status switch
    {
        RunStatus.Failed => !isOpen,
        RunStatus.Interrupted => !isGivenUp && summary.Requests.Writes == 0,
        _ => false,
    };

    /// <summary><c>200 people in scope: 33 changed, 167 unchanged.</c></summary>
    public static string People(UserCounts users, string changed = "changed", string unchanged = "unchanged", string failed = "failed")
    {
        var parts = new List<string> { $"{Figures.Count(users.Changed)} {changed}", $"{Figures.Count(users.Unchanged)} {unchanged}" };
        Add(parts, users.Failed, failed);
        Add(parts, users.Held, "held");
        var text = $"{Figures.Count(users.InScope, "person", "people")} in scope: {string.Join(", ", parts)}";
        return users.Unmatched == 0 ? text + "." : $"{text}; {Figures.Count(users.Unmatched)} unmatched on the target.";
    }

    /// <summary><c>Skills: 3 added, 2 rated, 1 removed. Certifications: 4 set, 0 ended.</c></summary>
    public static string Operations(OperationCounts operations) => operations.Total == 0
        ? "No operation."
        : $"Skills: {Figures.Count(operations.SkillsAdded)} added, {Figures.Count(operations.SkillsRated)} rated, "
        + $"{Figures.Count(operations.SkillsRemoved)} removed. Certifications: {Figures.Count(operations.CertificationsSet)} set, "
        + $"{Figures.Count(operations.CertificationsEnded)} ended.";

    /// <summary><c>200 rows read: 198 accepted, 2 rejected.</c></summary>
    public static string Rows(RowCounts rows, long itemsRejected)
    {
        var parts = new List<string> { $"{Figures.Count(rows.Accepted)} accepted" };
        Add(parts, rows.Rejected, "rejected");
        Add(parts, rows.Superseded, "superseded by an equal one");
        Add(parts, rows.OutOfScope, "out of scope");
        var text = $"{Figures.Count(rows.Read, "row", "rows")} read: {string.Join(", ", parts)}";
        return itemsRejected == 0 ? text + "." : $"{text}; {Figures.Count(itemsRejected, "item", "items")} rejected in accepted rows.";
    }

    /// <summary><c>160 requests sent: 7 reads and 153 writes; 3 throttled. Counted apart: 1 token request.</c></summary>
    public static string Requests(RequestCounts requests)
    {
        var parts = new List<string>();
        Add(parts, requests.Throttled, "throttled");
        Add(parts, requests.Retried, "retried");
        Add(parts, requests.Ambiguous, "in doubt");
        var text = $"{Figures.Count(requests.Sent, "request", "requests")} sent: {Figures.Count(requests.Reads, "read", "reads")} and {Figures.Count(requests.Writes, "write", "writes")}";
        var tokens = requests.Tokens == 0 ? "." : $". Counted apart: {Figures.Count(requests.Tokens, "token request", "token requests")}.";
        return parts.Count == 0 ? text + tokens : $"{text}; {string.Join(", ", parts)}{tokens}";
    }

    private static void Add(List<string> parts, long count, string what)
    {
        if (count > 0)
        {
            parts.Add($"{Figures.Count(count)} {what}");
        }
    }
}
