using System.Collections.Immutable;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Runs;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>All that was seen of a process that was stopped and went on, and of the one that took over meanwhile.</summary>
/// <param name="FrozenAt">Just before the first was stopped.</param>
/// <param name="First">The end of the first.</param>
/// <param name="Second">The end of the second.</param>
/// <param name="Requests">Every request of both, in the order of their coming.</param>
/// <param name="After">The target at the end.</param>
internal sealed record Frozen(DateTimeOffset FrozenAt, ProgramResult First, ProgramResult Second, ImmutableArray<TargetRequest> Requests, TargetState After)
{
    private const int Ok = 200;

    // What had left just before the stop may reach the target just after it.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(1);

    /// <summary>What the second printed.</summary>
    public ProgramSummary SecondSummary => ProgramSummary.Read(Second.Output);

    /// <summary>What the first said needs attention, by rule; nothing where it printed no summary.</summary>
    public ImmutableSortedDictionary<string, int> FirstFindings =>
        First.Output.Length == 0 ? ImmutableSortedDictionary<string, int>.Empty : ProgramSummary.Read(First.Output).Findings;

    /// <summary>How many writes were under way when the first was stopped.</summary>
    public int OpenWrites() => OfFirst().Count(IsOpenWrite);

    /// <summary>How many requests the first sent after it had been stopped.</summary>
    public int SentLate() => OfFirst().Count(request => request.ReceivedAt > FrozenAt + OnItsWay);

    /// <summary>How many writes came to users of whom a write had been under way, without a read before them.</summary>
    public int Unread()
    {
        var tokens = FirstTokens();
        return Requests.Where(request => request.User is not null).GroupBy(request => request.User).Count(user =>
            user.Any(request => IsFirsts(request, tokens) && IsOpenWrite(request))
            && user.FirstOrDefault(request => !IsFirsts(request, tokens) && (request.IsWrite || request.Status == Ok)) is { IsWrite: true });
    }

    private IEnumerable<TargetRequest> OfFirst()
    {
        var tokens = FirstTokens();
        return Requests.Where(request => IsFirsts(request, tokens));
    }

    private HashSet<string> FirstTokens() => Requests.Where(request => request.ReceivedAt <= FrozenAt).Select(request => request.Token).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static bool IsFirsts(TargetRequest request, HashSet<string> tokens) => request.Token is { } token && tokens.Contains(token);

    private bool IsOpenWrite(TargetRequest request) => request.IsWrite && request.ReceivedAt <= FrozenAt && !(request.AnsweredAt <= FrozenAt);
}
