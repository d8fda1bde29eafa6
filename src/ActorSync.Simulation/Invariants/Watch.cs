using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.ExceptionServices;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Simulation.Processes;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Invariants;

/// <summary>Sees every step of a simulation, and says at once where something happens that must never happen.</summary>
/// <remarks>It keeps books of its own, from what was made durable and what has left, and asks no machine.</remarks>
internal sealed class Watch(World world)
{
    /// <summary>The longest that an answer may take once sending has stopped: what has left is waited for, and messages take their time.</summary>
    public static readonly TimeSpan LongestAfterStop = SimulatedProcess.AttemptTimeout + TimeSpan.FromSeconds(2);

    private readonly Dictionary<(UserId User, RunId Run, int Sequence), ImmutableArray<Operation>> _openIntents = [];
    private readonly Dictionary<(UserId User, RunId Run), UserResult> _finished = [];
    private readonly HashSet<(UserId User, RunId Run)> _written = [];
    private readonly Dictionary<UserId, Life> _inFlight = [];
    private readonly Dictionary<UserId, TimeSpan> _inDoubtSince = []; // Of an unclear end.
    private readonly Dictionary<UserId, TimeSpan> _leftOpenSince = []; // By a process that died.
    private readonly SendTimes _times = new(world.Clock, world.Story.RequestsPerMinute, world.Checks);
    private readonly LossChecks _losses = new(world);
    private readonly Dictionary<Life, TimeSpan> _stoppedAt = [];
    private ExceptionDispatchInfo? _thrown;

    /// <summary>Users of whom a request was lost, broken or answered by a failure, or whose process died: what became of their writes may stay unknown.</summary>
    public HashSet<UserId> Doubtful { get; } = [];

    /// <summary>Users whom people have edited since the beginning.</summary>
    public HashSet<string> EditedByHand { get; } = new(StringComparer.Ordinal);

    /// <summary>An entry of a partition's journal is durable.</summary>
    public void Stored(JournalEntry entry)
    {
        switch (entry)
        {
            case JournalEntry.Intended intended:
                _openIntents[(intended.User, intended.Run, intended.Sequence)] = intended.Operations;
                world.Target.Intend(intended);
                break;
            case JournalEntry.Settled settled:
                _openIntents.Remove((settled.User, settled.Run, settled.Sequence));
                if (!_openIntents.Keys.Any(open => open.User == settled.User))
                {
                    _leftOpenSince.Remove(settled.User); // What a process handed to the disk before it died may become durable after.
                }

                if (!settled.Applied.IsEmpty)
                {
                    _written.Add((settled.User, settled.Run));
                }

                break;
            case JournalEntry.Finished finished:
                _finished[(finished.User, finished.Run)] = finished.Result;
                break;
        }
    }

    /// <summary>What a run has made of a user, as far as it is durable; null where it is not done.</summary>
    public UserResult? ResultOf(UserId user, RunId run) => _finished.TryGetValue((user, run), out var result) ? result : null;

    /// <summary>How many users a run has brought to such an end, as far as it is durable.</summary>
    public int CountOf(RunId run, UserResult result) => _finished.Count(pair => pair.Key.Run == run && pair.Value == result);

    /// <summary>How many users a run has written, and the journal does not say that it has changed them.</summary>
    public int WrittenAndNotChanged(RunId run) => _written.Count(pair => pair.Run == run && ResultOf(pair.User, run) != UserResult.Changed);

    /// <summary>A request leaves.</summary>
    public void Leaves(SentRequest sent)
    {
        _times.Leaves(sent);
        var request = sent.Request;
        if (request.User is not { } user)
        {
            return;
        }

        Look(Rules.TwoInFlight);
        if (_inFlight.TryGetValue(user, out var other) && other == sent.Process && !other.IsOver)
        {
            throw new BrokenInvariantException(Rules.TwoInFlight, $"{sent} leaves while another request of {user} is in flight");
        }

        if (request.IsWrite)
        {
            Look(Rules.WrittenInDoubt);
            Look(Rules.NoIntent);
            _losses.Leaves(sent);
        }

        if (request.IsWrite && (_inDoubtSince.ContainsKey(user) || _leftOpenSince.ContainsKey(user)))
        {
            throw new BrokenInvariantException(Rules.WrittenInDoubt, $"{sent} leaves, and nobody has read {user} since a write of which it is unknown what became");
        }

        _inFlight[user] = sent.Process;
        if (request.IsWrite && !_openIntents.Any(open => (open.Key.User, open.Key.Run) == (user, sent.Run) && open.Value.SequenceEqual(request.Carries)))
        {
            throw new BrokenInvariantException(Rules.NoIntent, $"{sent} leaves, and no durable intent of run {sent.Run} says so: {World.Told(request.Carries)}");
        }
    }

    /// <summary>A request has come to its end, for whoever sent it.</summary>
    /// <param name="sent">The request.</param>
    /// <param name="end">How it ended.</param>
    public void Ended(SentRequest sent, RequestEnd end)
    {
        var request = sent.Request;
        if (request.User is not { } user)
        {
            if (end == RequestEnd.Done && ListsHoldings(request))
            {
                RemoveUntil(_inDoubtSince, sent.At);
                RemoveUntil(_leftOpenSince, sent.At);
            }

            return;
        }

        _inFlight.Remove(user);
        if (end is RequestEnd.Refused or RequestEnd.Unclear)
        {
            Doubtful.Add(user);
        }

        if (request.IsWrite && end == RequestEnd.Unclear)
        {
            _inDoubtSince[user] = world.Clock.Elapsed;
        }
        else if (!request.IsWrite && end == RequestEnd.Done)
        {
            _inDoubtSince.Remove(user);
            _leftOpenSince.Remove(user);
        }
    }

    /// <summary>A gateway is to send nothing more.</summary>
    public void Stopped(Life gateway) => _stoppedAt.TryAdd(gateway, world.Clock.Elapsed);

    /// <summary>A gateway tells how a request ended, whether or not it was sent.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="askedAt">When it was asked to send it.</param>
    public void Answered(Life gateway, TimeSpan askedAt)
    {
        Look(Rules.WaitsAfterStop);
        if (!_stoppedAt.TryGetValue(gateway, out var stoppedAt))
        {
            return;
        }

        var waited = world.Clock.Elapsed - (askedAt > stoppedAt ? askedAt : stoppedAt);
        if (waited > LongestAfterStop)
        {
            throw new BrokenInvariantException(Rules.WaitsAfterStop, string.Create(CultureInfo.InvariantCulture, $"a request is answered {waited:c} after sending has stopped"));
        }
    }

    /// <summary>A process has died: what it had in flight, or had not recorded the outcome of, stays unknown.</summary>
    public void Died(Life process)
    {
        Doubtful.UnionWith(_inFlight.Where(pair => pair.Value == process).Select(pair => pair.Key));
        Doubtful.UnionWith(_openIntents.Keys.Select(open => open.User));
        foreach (var (user, _, _) in _openIntents.Keys)
        {
            _leftOpenSince[user] = world.Clock.Elapsed;
        }
    }

    /// <summary>A pause is told to whoever keeps it for the next process.</summary>
    public void Announced(PauseBegan pause) => _times.Announced(pause.Scope, pause.AtMost);

    /// <summary>A process with a gateway that lives comes to its end.</summary>
    public void Ends() => _times.End();

    /// <summary>A process begins.</summary>
    public void Begins() => _times.Begin(world.Disk.HeldPauses());

    /// <summary>A pause was received, in answer to a request.</summary>
    /// <param name="sent">The request.</param>
    /// <param name="limit">The limit that the answer names.</param>
    /// <param name="until">Until when nothing that shares the limit may leave.</param>
    public void Paused(SentRequest sent, NamedLimit? limit, TimeSpan until)
    {
        _times.NotTaken(sent);
        _times.Pause(sent.Token, sent.Request.Route, limit, until);
    }

    /// <summary>The coordinator is told something by a partition.</summary>
    /// <param name="job">The run.</param>
    /// <param name="reply">What it is told.</param>
    public void Told(RunJob job, PartitionReply reply)
    {
        switch (reply)
        {
            case PartitionReply.UserConverged converged:
                Told(job, converged);
                break;
            case PartitionReply.PersonDecided { Finished: { } result } decided:
                Look(Rules.ToldTooEarly);
                CheckFinished(job.Run, decided.User, result);
                break;
        }
    }

    private void Told(RunJob job, PartitionReply.UserConverged converged)
    {
        Look(Rules.ToldTooEarly);
        if (converged.Result.Result is not { } result)
        {
            return;
        }

        // A run that is only settled does not record that it is done with anybody: it may be resumed after all.
        if (job.Kind != RunKind.Settle)
        {
            CheckFinished(job.Run, converged.User, result);
        }

        if (_openIntents.Keys.Any(open => open.User == converged.User && open.Run == job.Run))
        {
            throw new BrokenInvariantException(Rules.ToldTooEarly, $"the coordinator hears that {converged.User} is {result}, and the journal has a write that is not settled");
        }
    }

    private void Look(string rule) => world.Checks.Look(rule);

    private void CheckFinished(RunId run, UserId user, UserResult result)
    {
        if (ResultOf(user, run) != result)
        {
            throw new BrokenInvariantException(Rules.ToldTooEarly, $"the coordinator hears that {user} is {result}, and the journal does not say so");
        }
    }

    /// <summary>Something was thrown where nobody catches it.</summary>
    public void Threw(Exception cause) => _thrown ??= ExceptionDispatchInfo.Capture(cause);

    /// <summary>Throws what was thrown beside a step.</summary>
    public void Rethrow() => _thrown?.Throw();

    private static void RemoveUntil(Dictionary<UserId, TimeSpan> since, TimeSpan until)
    {
        foreach (var (user, _) in since.Where(doubt => doubt.Value <= until).ToList())
        {
            since.Remove(user);
        }
    }

    // Whoever is not in the list holds nothing of it, so that it speaks of everybody.
    private static bool ListsHoldings(TargetRequest request) =>
        request.Route is "GET /api/v2/skills/{id}/users" or "GET /api/v2/certifications/{id}/users" || request.Path.Contains("expand=skills", StringComparison.Ordinal);
}
