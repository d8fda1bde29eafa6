using ActorSync.Core.Leases;
using NodaTime;

namespace ActorSync.Core.Tests.Leases;

/// <summary>Processes that take a target's lease, renew it, freeze, wake, die and give it back, in any order: two of them on one host, one on another.</summary>
/// <param name="Steps">What happens, to which process, after how many milliseconds.</param>
internal sealed record LeaseScenario(LeaseScenario.Step[] Steps)
{
    public static readonly Duration Attempt = Duration.FromSeconds(30);

    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 12, 0);

    public enum Deed
    {
        Begin,
        Renew,
        Freeze,
        Wake,
        Kill,
        GiveBack,
    }

    /// <summary>Plays it, and gives for each epoch from when to when its process might send.</summary>
    public IReadOnlyList<Span> Play()
    {
        var lease = WriterLease.None;
        var now = Start;
        var processes = new Process[] { new("a", "lock-a"), new("a", "lock-a"), new("b", "lock-b") };
        var spans = new List<Span>();
        foreach (var step in Steps)
        {
            now += Duration.FromMilliseconds(step.Milliseconds);
            var process = processes[step.Process];
            switch (step.Deed)
            {
                case Deed.Begin when !process.IsAlive:
                    process.HasLock = !processes.Any(other => other.HasLock && other.LockId == process.LockId);
                    var isWatched = process.WatchedSince is { } since && now - since >= LeaseTerm.Default.WatchFor;
                    var asker = new LeaseAsker(process.Host, process.HasLock ? process.LockId : null, Attempt) { Watched = isWatched ? process.Watched : null };
                    var decision = LeaseRule.Decide(lease, now, asker);
                    if (decision is LeaseDecision.Take take)
                    {
                        var owner = new WriterOwner(step.Process, process.Host, "run", now) { Id = $"{take.Epoch}", LockId = asker.LockId };
                        var previous = lease.Owner;
                        lease = new WriterLease(take.Epoch, owner, now + LeaseTerm.Default.Length);
                        process.Begin(new Span(take.SendsFrom ?? now, now, IsAfterDeath: previous is null || asker.ProvesDeathOf(previous)));
                        spans.Add(process.Span!);
                    }
                    else
                    {
                        process.HasLock = false;
                        process.Watch((decision as LeaseDecision.RunOut)?.Lease, now);
                    }

                    break;
                case Deed.Renew when process is { IsAlive: true, IsFrozen: false } && lease.Owner?.Id == $"{spans.IndexOf(process.Span!) + 1}":
                    lease = lease with { ExpiresAt = now + LeaseTerm.Default.Length };
                    process.Span!.Asked = now;
                    break;
                case Deed.Freeze:
                    process.IsFrozen = process.IsAlive;
                    break;
                case Deed.Wake:
                    process.IsFrozen = false;
                    break;
                case Deed.Kill when process.IsAlive:
                    process.End(now);
                    break;
                case Deed.GiveBack when process is { IsAlive: true, IsFrozen: false }:
                    lease = lease.Owner?.Id == $"{spans.IndexOf(process.Span!) + 1}" ? lease with { Owner = null } : lease;
                    process.End(now);
                    break;
            }
        }

        return spans;
    }

    public sealed record Step(int Process, Deed Deed, int Milliseconds);

    /// <summary>When the process of one epoch might send.</summary>
    public sealed class Span(Instant from, Instant asked, bool IsAfterDeath)
    {
        public Instant From { get; } = from;

        public Instant Asked { get; set; } = asked;

        public Instant? Ended { get; set; }

        /// <summary>Whether the one before had given its lease back, or was proved dead.</summary>
        public bool IsAfterDeath { get; } = IsAfterDeath;

        /// <summary>The last moment at which it might begin to send.</summary>
        public Instant Until
        {
            get
            {
                var until = Asked + LeaseTerm.Default.Length - LeaseTerm.Default.Margin;
                return Ended is { } ended && ended < until ? ended : until;
            }
        }
    }

    private sealed class Process(string host, string lockId)
    {
        public string Host { get; } = host;

        public string LockId { get; } = lockId;

        public bool HasLock { get; set; }

        public bool IsFrozen { get; set; }

        public Span? Span { get; private set; }

        public bool IsAlive => Span is { Ended: null };

        public WriterLease? Watched { get; private set; }

        public Instant? WatchedSince { get; private set; }

        public void Watch(WriterLease? runOut, Instant now)
        {
            WatchedSince = runOut is null ? null : runOut == Watched ? WatchedSince : now;
            Watched = runOut;
        }

        public void Begin(Span span)
        {
            Span = span;
            Watch(null, default);
        }

        public void End(Instant now)
        {
            Span!.Ended = now;
            HasLock = false;
            IsFrozen = false;
        }
    }
}
