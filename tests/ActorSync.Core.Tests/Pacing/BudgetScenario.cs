using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

/// <summary>A random life of a budget: limit, lanes, requests that come in clumps, late wake-ups, pauses and answers.</summary>
/// <param name="Limit">Requests per window and lane.</param>
/// <param name="WindowMilliseconds">The target's window.</param>
/// <param name="Lanes">How many tokens.</param>
/// <param name="Steps">What happens, in order.</param>
public sealed record BudgetScenario(int Limit, int WindowMilliseconds, int Lanes, BudgetScenario.Turn[] Steps)
{
    /// <summary>One turn of the scenario.</summary>
    /// <param name="IdleMilliseconds">Nothing is asked for this long.</param>
    /// <param name="Requests">So many requests come at once.</param>
    /// <param name="LateMicroseconds">Each wake-up comes this late.</param>
    /// <param name="LatencyMilliseconds">Each answer takes this long.</param>
    /// <param name="PauseMilliseconds">Above zero: the first granted lane is paused for so long.</param>
    public sealed record Turn(int IdleMilliseconds, int Requests, int LateMicroseconds, int LatencyMilliseconds, int PauseMilliseconds);

    /// <summary>A send that the budget granted.</summary>
    public sealed record Sent(TimeSpan At, int Lane);

    /// <summary>A pause as the budget was told of it.</summary>
    /// <param name="SentBefore">How many sends came before it.</param>
    /// <param name="Until">When it ends.</param>
    /// <param name="Lane">Whom it concerns.</param>
    public sealed record Paused(int SentBefore, TimeSpan Until, int Lane);

    /// <summary>Plays the scenario on a virtual clock and tells what was sent and what paused.</summary>
    public (List<Sent> Sends, List<Paused> Pauses, int Waiting) Play()
    {
        var rules = new PacingRules(Limit, TimeSpan.FromMilliseconds(WindowMilliseconds), null);
        var budget = new RateBudget(rules, Lanes);
        for (var lane = 0; lane < Lanes; lane++)
        {
            budget.Open(lane);
        }

        var sends = new List<Sent>();
        var pauses = new List<Paused>();
        var answers = new PriorityQueue<(Ticket Ticket, TimeSpan SentAt), TimeSpan>();
        var now = TimeSpan.Zero;
        var waiting = 0;

        foreach (var step in Steps)
        {
            now += TimeSpan.FromMilliseconds(step.IdleMilliseconds);
            waiting += step.Requests;
            var pausing = step.PauseMilliseconds > 0;
            var latency = TimeSpan.FromMilliseconds(step.LatencyMilliseconds);

            // A bound on the loop: a budget that never grants must fail the test, not hang it.
            for (var turn = 0; turn < 10_000 && waiting > 0; turn++)
            {
                while (answers.TryPeek(out var answered, out var at) && at <= now)
                {
                    answers.Dequeue();
                    budget.End(answered.Ticket, new AttemptReport.Answered(answered.SentAt, at));
                }

                switch (budget.Decide(now))
                {
                    case PermitDecision.Granted granted:
                        var ticket = budget.Take(granted.Lane, "GET /api/v2/users", now);
                        sends.Add(new Sent(now, granted.Lane));
                        answers.Enqueue((ticket, now), now + latency);
                        waiting--;
                        if (pausing)
                        {
                            pausing = false;
                            var until = now + TimeSpan.FromMilliseconds(step.PauseMilliseconds);
                            budget.Pause(granted.Lane, until);
                            pauses.Add(new Paused(sends.Count, until, granted.Lane));
                        }

                        break;
                    case PermitDecision.WaitUntil wait:
                        var wakeUp = wait.At + TimeSpan.FromMicroseconds(step.LateMicroseconds);
                        now = answers.TryPeek(out _, out var first) && first < wakeUp && first > now ? first : wakeUp;
                        break;
                    case PermitDecision.Full:
                        answers.TryPeek(out _, out var next);
                        now = next > now ? next : now;
                        break;
                    default:
                        throw new InvalidOperationException("Every lane is open.");
                }
            }
        }

        return (sends, pauses, waiting);
    }
}
