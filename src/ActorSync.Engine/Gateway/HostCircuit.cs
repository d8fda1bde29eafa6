using ActorSync.Core.Gateway;
using Polly;
using Polly.CircuitBreaker;

namespace ActorSync.Engine.Gateway;

/// <summary>The circuit breaker of one host: while nearly everything fails there, nothing more is sent for some seconds.</summary>
/// <remarks>
/// An attempt is told to the breaker once it is over, and only where it says something of the host: to a breaker around it, one that
/// never began would be a success.
/// </remarks>
/// <typeparam name="T">What an attempt at the host results in.</typeparam>
internal sealed class HostCircuit<T>
{
    /// <summary>How long nothing is tried once the circuit is open; then a single attempt is.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private const double Share = 0.9;

    private readonly ResiliencePipeline<T> _breaker;
    private readonly Func<T, bool> _saysNothing;
    private volatile HostOpening? _opening;

    /// <summary>A closed circuit.</summary>
    /// <param name="timeProvider">What it runs on.</param>
    /// <param name="minimum">Fewer attempts than this within the sample never open it; at least 2.</param>
    /// <param name="sample">The time over which failures are counted.</param>
    /// <param name="failure">The failure that a result is, or null where the host works.</param>
    /// <param name="saysNothing">Whether a result says nothing of the host, because the attempt never began.</param>
    public HostCircuit(TimeProvider timeProvider, int minimum, TimeSpan sample, Func<T, HostFailure?> failure, Func<T, bool> saysNothing)
    {
        var time = new MonotonicTime(timeProvider); // The breaker decides by UTC.
        _saysNothing = saysNothing;
        _breaker = new ResiliencePipelineBuilder<T> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<T>
            {
                FailureRatio = Share,
                MinimumThroughput = minimum,
                SamplingDuration = sample,
                BreakDuration = Pause,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } result && failure(result) is not null),
                OnOpened = arguments =>
                {
                    _opening = new HostOpening(time, failure(arguments.Outcome.Result!)!, Pause);
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    _opening = null;
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Makes an attempt, unless the circuit is open: then the answer is what <paramref name="whenOpen"/> makes of the failure that opened it.</summary>
    public async ValueTask<T> AttemptAsync<TState>(
        Func<TState, CancellationToken, ValueTask<T>> attempt, Func<TState, HostFailure, T> whenOpen, TState state, CancellationToken cancellationToken)
    {
        var opening = _opening;
        DateTimeOffset turn = default;
        if (opening is not null && !opening.TryTakeTurn(out turn))
        {
            return whenOpen(state, opening.By);
        }

        var hasShown = false;
        try
        {
            var result = await attempt(state, cancellationToken);
            if (!_saysNothing(result))
            {
                hasShown = true;
                await CountAsync(result, opening);
            }

            return result;
        }
        finally
        {
            if (!hasShown)
            {
                opening?.GiveTurnBack(turn);
            }
        }
    }

    /// <summary>Counts a result. One that comes when the circuit has opened since is no trial, and counts no more.</summary>
    private async ValueTask CountAsync(T result, HostOpening? opening)
    {
        if (_opening != opening)
        {
            return;
        }

        try
        {
            await _breaker.ExecuteAsync(static (result, _) => ValueTask.FromResult(result), result, CancellationToken.None);
        }
        catch (BrokenCircuitException)
        {
            // It opened just now, by another's failure.
        }
    }
}
