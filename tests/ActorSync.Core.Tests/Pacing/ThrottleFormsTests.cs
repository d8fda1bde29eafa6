using System.Globalization;
using System.Text;
using ActorSync.Core.Pacing;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Tests.Pacing;

/// <summary>A hundred thousand 429s, in every form in which a target or something before it says how long to wait.</summary>
public sealed class ThrottleFormsTests
{
    private static readonly int Throttles = Cases.Repeated(100_000);
    private const int Lanes = 3;
    private const string Route = "GET /api/v2/users";

    private static readonly Instant Epoch = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly InstantPattern HttpDate = InstantPattern.CreateWithInvariantCulture("ddd, dd MMM yyyy HH:mm:ss 'GMT'");

    [Fact]
    public void No_send_begins_after_a_429_was_received_and_before_its_instant()
    {
        var dice = new Random(20260301);
        var budget = new RateBudget(PacingRules.PerMinute(0), Lanes);
        var pauses = new LanePause[Lanes];
        var forbiddenUntil = new TimeSpan[Lanes];
        var underWay = new PriorityQueue<(Ticket Ticket, TimeSpan SentAt), (TimeSpan At, long Order)>();
        var (now, throttles, early, order, forms) = (TimeSpan.Zero, 0, 0, 0L, new HashSet<string>());
        for (var lane = 0; lane < Lanes; lane++)
        {
            budget.Open(lane);
        }

        while (throttles < Throttles)
        {
            if (budget.Decide(now) is PermitDecision.Granted granted)
            {
                early += now < forbiddenUntil[granted.Lane] ? 1 : 0;
                underWay.Enqueue((budget.Take(granted.Lane, Route, now), now), (now + TimeSpan.FromMilliseconds(dice.Next(1, 400)), ++order));
                continue;
            }

            if (!underWay.TryDequeue(out var ended, out var at))
            {
                now = Assert.IsType<PermitDecision.WaitUntil>(budget.Decide(now)).At;
                continue;
            }

            now = at.At > now ? at.At : now;
            if (dice.Next(10) == 0)
            {
                pauses[ended.Ticket.Lane] = pauses[ended.Ticket.Lane].Answered(ended.SentAt);
                budget.End(ended.Ticket, new AttemptReport.Answered(ended.SentAt, now));
                continue;
            }

            throttles++;
            var (form, header, date, body, least) = Form(dice, Epoch + Duration.FromTimeSpan(now));
            forms.Add(form);
            var retryAfter = RetryAfter.Read(header, date, Encoding.UTF8.GetBytes(body), Epoch + Duration.FromTimeSpan(now));
            var lanePause = pauses[ended.Ticket.Lane] = pauses[ended.Ticket.Lane].Throttled(retryAfter, now);
            budget.End(ended.Ticket, new AttemptReport.Throttled(ended.SentAt, now, retryAfter, lanePause.Until, NamedLimit.TryRead(Encoding.UTF8.GetBytes(body))));
            var instant = now + least;
            forbiddenUntil[ended.Ticket.Lane] = instant > forbiddenUntil[ended.Ticket.Lane] ? instant : forbiddenUntil[ended.Ticket.Lane];
        }

        Assert.Equal(0, early);
        Assert.Equal(14, forms.Count);
    }

    /// <summary>A form, what it looks like, and the least wait that it asks for, worked out here and not by what is tested.</summary>
    private static (string Form, string? Header, string? Date, string Body, TimeSpan Least) Form(Random dice, Instant now)
    {
        var seconds = dice.Next(1, 61);
        var stated = TimeSpan.FromSeconds(seconds);
        var guess = TimeSpan.FromSeconds(1);
        var text = seconds.ToString(CultureInfo.InvariantCulture);
        var there = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds()) + Duration.FromHours(dice.Next(-3, 4));
        var body = $$"""{"message": "Rate limit exceeded the maximum. Retry the request in [{{text}}] seconds", "code": "too.many.requests.retry.after", "status": 429}""";
        return dice.Next(14) switch
        {
            0 => ("seconds", text, null, body, stated),
            1 => ("fraction", $"{text}.25", null, "{}", stated + TimeSpan.FromMilliseconds(250)),
            2 => ("hours", "7200", null, "{}", TimeSpan.FromHours(2)),
            3 => ("absurd", "99999999999999", null, "{}", TimeSpan.FromHours(24)),
            4 => ("date", HttpDate.Format(there + Duration.FromSeconds(seconds)), HttpDate.Format(there), "{}", stated),
            5 => ("date past", HttpDate.Format(there - Duration.FromHours(1)), HttpDate.Format(there), "{}", guess),
            6 => ("missing, body", null, null, body, stated),
            7 => ("missing", null, null, "{}", guess),
            8 => ("junk", "soon", null, "not JSON", guess),
            9 => ("junk, body", "soon", null, body, stated),
            10 => ("zero", "0", null, "", guess),
            11 => ("negative", $"-{text}", null, body, stated),
            12 => ("empty", "", null, "{}", guess),
            _ => ("padded", $"  {text} ", null, "{}", stated),
        };
    }
}
