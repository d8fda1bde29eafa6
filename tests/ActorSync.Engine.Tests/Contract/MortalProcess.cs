using ActorSync.Engine.Hosting.Options;
using Akka.Hosting;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A process that dies at one of its steps: from there on nothing of it reaches the disk or the target any more, and it hears of nothing.</summary>
/// <remarks>
/// What was under way ends, as the target and the disk bring to an end what they were given, and the process never knows. It stays frozen like that for ever,
/// so that nothing that it would do on its way down is ever seen.
/// </remarks>
/// <param name="at">The step; null for a process that lives.</param>
/// <param name="occurrence">At which occurrence of the step, from 1.</param>
internal sealed class MortalProcess(ProcessStep? at = null, int occurrence = 0)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _never = new();
    private readonly List<ReachedStep> _reached = [];
    private int _left = occurrence;
    private int _underWay;
    private bool _isDead;

    /// <summary>The steps reached so far; the last one of a dead process is where it died.</summary>
    public IReadOnlyList<ReachedStep> Reached
    {
        get
        {
            lock (_lock)
            {
                return [.. _reached];
            }
        }
    }

    /// <summary>It is dead, and what was under way has ended.</summary>
    public Task Died => _died.Task;

    /// <summary>Sees each request right before it leaves; null where nobody looks.</summary>
    public Action<HttpRequestMessage>? Watch { get; set; }

    /// <summary>Lets an engine be this process.</summary>
    public EngineSeams Seams => new()
    {
        AdjustActors = akka => akka
            .AddSetup(new MortalSetup(this))
            .AddHocon(
                $$"""
                akka.persistence.journal.sql.class = "{{NameOf(typeof(MortalJournal))}}"
                akka.persistence.snapshot-store.sql.class = "{{NameOf(typeof(MortalSnapshots))}}"
                """,
                HoconAddMode.Prepend),
        WrapHandler = handler => new MortalRequests(this, handler),
        EventsPerSnapshot = 2,
    };

    /// <summary>Does something that reaches the disk or the target, if the process lives, and tells of its end if it still does.</summary>
    public async Task<T> DoAsync<T>(ProcessStep before, ProcessStep after, string what, Func<Task<T>> act)
    {
        await ReachAsync(before, what, begins: 1);
        T result;
        try
        {
            result = await act();
        }
        catch
        {
            await FailAsync();
            throw;
        }

        await ReachAsync(after, what, begins: -1);
        return result;
    }

    private static string NameOf(Type plugin) => $"{plugin.FullName}, {plugin.Assembly.GetName().Name}";

    private Task ReachAsync(ProcessStep step, string what, int begins)
    {
        lock (_lock)
        {
            _underWay += Math.Min(begins, 0);
            if (!_isDead)
            {
                _reached.Add(new(step, what));
                _isDead = step == at && --_left == 0;
            }

            _underWay += _isDead ? 0 : Math.Max(begins, 0);
            return GoOnAsync();
        }
    }

    private Task FailAsync()
    {
        lock (_lock)
        {
            _underWay--;
            return GoOnAsync();
        }
    }

    private Task GoOnAsync()
    {
        if (_isDead && _underWay == 0)
        {
            _died.TrySetResult();
        }

        return _isDead ? _never.Task : Task.CompletedTask;
    }
}
