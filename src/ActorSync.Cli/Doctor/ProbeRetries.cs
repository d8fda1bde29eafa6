using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using NodaTime.Extensions;

namespace ActorSync.Cli.Doctor;

/// <summary>When the doctor asks again after a failure in passing: by the gateway's ladder, but not for as long, because a person waits for the report.</summary>
/// <param name="clock">What the waits run on.</param>
/// <param name="sayWait">Says that a pause of the target's is waited out, or null.</param>
internal sealed class ProbeRetries(TimeProvider clock, Action<HeldPause>? sayWait = null)
{
    /// <summary>How long all checks together may spend on requests that failed and on the waits after them.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause of the target's that is waited out.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30) + PacingRules.PauseMargin;

    /// <summary>How long all pauses together may take.</summary>
    public static readonly TimeSpan PausesTogether = TimeSpan.FromMinutes(1);

    private TimeSpan _spent;
    private TimeSpan _paused;

    /// <summary>Waits for the end of a pause; false, and at once, where a person would wait for too long.</summary>
    public async Task<bool> WaitOutAsync(HeldPause pause, CancellationToken stop)
    {
        var wait = (pause.Until - clock.GetUtcNow().ToInstant()).ToTimeSpan();
        if (wait > LongestPause || _paused + wait > PausesTogether)
        {
            return false;
        }

        if (wait > TimeSpan.Zero)
        {
            sayWait?.Invoke(pause);
            _paused += wait;
            await Task.Delay(wait, clock, stop);
        }

        return true;
    }

    /// <summary>Sends a request until it has an answer that says something, or too much has failed.</summary>
    /// <param name="sendAsync">Sends it once; no answer of a request may change anything at the target.</param>
    /// <param name="isFailure">Whether an answer says nothing and another could.</param>
    /// <param name="statusOf">The HTTP status, or null where no answer came.</param>
    /// <param name="stop">Ends it.</param>
    /// <typeparam name="T">What is made of an answer.</typeparam>
    public async Task<T> SendAsync<T>(Func<Task<T>> sendAsync, Func<T, bool> isFailure, Func<T, int?> statusOf, CancellationToken stop)
    {
        for (var failures = 0; ; failures++)
        {
            var began = clock.GetTimestamp();
            var answer = await sendAsync();
            if (!isFailure(answer))
            {
                return answer;
            }

            _spent += clock.GetElapsedTime(began);
            if (Wait(statusOf(answer), failures) is not { } wait || _spent + wait > Patience)
            {
                return answer;
            }

            _spent += wait;
            await Task.Delay(wait, clock, stop);
        }
    }

    private TimeSpan? Wait(int? status, int failures) => status switch
    {
        502 or 503 or 504 => RetryLadder.Busy(_spent),
        _ => failures < RetryLadder.Transient.Length ? RetryLadder.Transient[failures] : null,
    };
}
