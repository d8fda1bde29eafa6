using System.Collections.Immutable;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>What the target's log tells of a run whose processes were killed one after the other.</summary>
internal sealed class CrashTraffic
{
    private const int Ok = 200;
    private const int FirstRefusal = 300;

    private readonly ImmutableArray<Life> _lives;
    private readonly ILookup<int, TargetRequest> _byLife;
    private readonly DateTimeOffset _lastWrite;
    private readonly DateTimeOffset _firstWrite;

    /// <summary>Reads it from the log, in the order of coming, and the processes in the order of their starts.</summary>
    public CrashTraffic(ImmutableArray<TargetRequest> requests, ImmutableArray<Life> lives)
    {
        _lives = lives;
        _byLife = requests.ToLookup(LifeOf);
        var writes = requests.Where(request => request.IsWrite).ToArray();
        _firstWrite = writes is [] ? DateTimeOffset.MaxValue : writes[0].ReceivedAt;
        _lastWrite = writes.Where(write => write.Status < FirstRefusal).Select(write => write.AnsweredAt ?? DateTimeOffset.MaxValue).DefaultIfEmpty(DateTimeOffset.MaxValue).Max();
        Repeated = [.. FindRepeated(writes)];
        Unread = [.. FindUnread(requests)];
    }

    /// <summary>Writes that came a second time although the first was not refused.</summary>
    public ImmutableArray<RepeatedWrite> Repeated { get; }

    /// <summary>Writes to a user of whom a killed process had left a write open, and who was not read in between.</summary>
    public ImmutableArray<TargetRequest> Unread { get; }

    /// <summary>How many writes of a process were open when it came to its end, or when the journal's server did under it.</summary>
    public int OpenAtEndOf(int life) => _byLife[life].Count(request => request.IsWrite && IsOpen(request, _lives[life].BrokenAt));

    /// <summary>Where in the run a process came to its end.</summary>
    /// <param name="life">Which process.</param>
    /// <param name="readsToObserve">How many reads show the whole target.</param>
    public KillPhase PhaseAtEndOf(int life, int readsToObserve)
    {
        var at = _lives[life].EndedAt;
        var sent = _byLife[life].Where(request => request.ReceivedAt <= at).ToArray();
        if (sent is [])
        {
            return KillPhase.StartUp;
        }

        if (at > _lastWrite)
        {
            return KillPhase.Ending;
        }

        if (at >= _firstWrite)
        {
            return KillPhase.Converging;
        }

        return sent.Count(request => request.AnsweredAt <= at) >= readsToObserve ? KillPhase.Deciding : KillPhase.Observing;
    }

    /// <summary>How many people had a write done and answered before an instant, and no write open at or after the end of any process until then.</summary>
    public int SurelyDone(DateTimeOffset at, TimeSpan durableAfter)
    {
        var ends = _lives.Where(life => life.EndedAt <= at).ToArray();
        return Users().Count(user => user.All(write => write.AnsweredAt <= at - durableAfter && !ends.Any(life => write.ReceivedAt <= life.EndedAt && IsOpen(write, life.EndedAt - durableAfter))));
    }

    /// <summary>How many people had a write that had come before an instant.</summary>
    public int PerhapsDone(DateTimeOffset at) => Users().Count(user => user.Any(write => write.ReceivedAt <= at));

    private IEnumerable<IGrouping<string?, TargetRequest>> Users() =>
        _byLife.SelectMany(life => life).Where(request => request is { IsWrite: true, User: not null }).GroupBy(request => request.User);

    private IEnumerable<RepeatedWrite> FindRepeated(TargetRequest[] writes)
    {
        foreach (var same in writes.GroupBy(write => (write.Method, write.Path)))
        {
            TargetRequest? first = null;
            foreach (var write in same)
            {
                if (first is not null && first.Status < FirstRefusal)
                {
                    var life = LifeOf(first);
                    yield return new RepeatedWrite(first, write, life, IsOpen(first, _lives[life].BrokenAt));
                }

                first = write;
            }
        }
    }

    private IEnumerable<TargetRequest> FindUnread(ImmutableArray<TargetRequest> requests)
    {
        foreach (var user in requests.Where(request => request.User is not null).GroupBy(request => request.User))
        {
            var openIn = -1;
            foreach (var request in user)
            {
                var life = LifeOf(request);
                if (openIn >= 0 && life > openIn)
                {
                    if (request.IsWrite)
                    {
                        yield return request;
                        openIn = -1;
                    }
                    else if (request.Status == Ok)
                    {
                        openIn = -1;
                    }
                }

                if (request.IsWrite && _lives[life].IsKilled && IsOpen(request, _lives[life].EndedAt))
                {
                    openIn = life;
                }
            }
        }
    }

    private int LifeOf(TargetRequest request)
    {
        var life = _lives.Length - 1;
        while (life > 0 && _lives[life].StartedAt > request.ReceivedAt)
        {
            life--;
        }

        return life;
    }

    private static bool IsOpen(TargetRequest request, DateTimeOffset at) => request.AnsweredAt is not { } answered || answered >= at;
}
