using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;
using NodaTime;

namespace ActorSync.Engine.Users.Observation;

/// <summary>Reads every page of one listing into rows by key. Rows shift and repeat between pages, so the total is checked and a listing that came short is read again as long as that brings rows.</summary>
/// <typeparam name="TKey">What tells rows apart.</typeparam>
/// <typeparam name="TRow">A row.</typeparam>
internal sealed class ListingRead<TKey, TRow>
    where TKey : notnull
{
    /// <summary>How many pages are asked for side by side, after the first has told how many there are: a page that keeps the reader waiting holds up no other.</summary>
    public const int PagesAtOnce = 16;

    /// <summary>How often a listing is read at most before its missing rows are given up.</summary>
    public const int MostReadings = 5;

    /// <summary>More pages than this are no listing.</summary>
    public const int MostPages = 1_000_000;

    /// <summary>After so many pages in a row that bring nothing new, the listing goes round in circles.</summary>
    public const int MostBarrenPages = 20;

    private readonly ITargetClient _client;
    private readonly Func<int, int?, TargetRequest> _ask;
    private readonly Func<ReadOnlyMemory<byte>, Instant, Page<TRow>> _read;
    private readonly Func<TRow, TKey> _keyOf;
    private readonly PagePlan _plan;
    private readonly bool _hasMaxRows;
    private readonly Dictionary<TKey, (TRow Row, Instant SentAt)> _rows = [];
    private int _asked;
    private int _barren;
    private bool _isSecondReading;

    /// <summary>Prepares a reading.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="ask">The request for a page, and for so many rows where fewer than the most are wanted.</param>
    /// <param name="read">Reads a page from an answer and the instant of its request.</param>
    /// <param name="keyOf">What tells rows apart.</param>
    /// <param name="largestPage">The size of a page where none is asked for.</param>
    /// <param name="maxRows">How many rows the target serves whatever it promises, or null for all.</param>
    /// <param name="found">The size that listings of this kind were found to need, shared with them; null where it stands alone.</param>
    public ListingRead(
        ITargetClient client,
        Func<int, int?, TargetRequest> ask,
        Func<ReadOnlyMemory<byte>, Instant, Page<TRow>> read,
        Func<TRow, TKey> keyOf,
        int largestPage,
        int? maxRows = null,
        FoundPageSize? found = null)
    {
        _client = client;
        _ask = ask;
        _read = read;
        _keyOf = keyOf;
        _plan = new PagePlan(largestPage, maxRows, found);
        _hasMaxRows = maxRows is not null;
    }

    /// <summary>The rows so far, in no order; of a row that came twice the one that was asked for later.</summary>
    public IEnumerable<TRow> Rows => _rows.Values.Select(dated => dated.Row);

    /// <summary>How many rows came so far.</summary>
    public int Count => _rows.Count;

    /// <summary>How many rows the target says there are; the most that any page of the last reading said.</summary>
    public int Total { get; private set; }

    /// <summary>Whether the target serves only a part of the listing.</summary>
    public bool IsCutShort => _plan.IsCutShort;

    /// <summary>Whether every row was read that the target says there is.</summary>
    public bool IsWhole => Count >= Total;

    /// <summary>When the oldest request was sent on which the rows rest.</summary>
    public Instant OldestSentAt { get; private set; } = Instant.MaxValue;

    /// <summary>How many pages are still to be read.</summary>
    public int PagesToCome => _plan.ToCome;

    /// <summary>Reads all of it.</summary>
    public async Task<ObservationFailure?> AllAsync(CancellationToken cancellationToken) =>
        await FirstAsync(cancellationToken) ?? await RestAsync(cancellationToken);

    /// <summary>Reads the first page, which tells how many there are.</summary>
    public async Task<ObservationFailure?> FirstAsync(CancellationToken cancellationToken)
    {
        // One that is too large is asked for in parts; the first of them tells as much.
        while (_plan.Take() is { } page)
        {
            var (request, outcome) = await SendAsync(page, cancellationToken);
            if (Heed(page, request, outcome) is { } failure)
            {
                return failure;
            }

            if (outcome is TargetOutcome.Answered { Status: not 400 })
            {
                break;
            }
        }

        return null;
    }

    /// <summary>Reads what follows the first page; again from the start where rows are missing and the last reading brought some.</summary>
    public async Task<ObservationFailure?> RestAsync(CancellationToken cancellationToken)
    {
        for (var reading = 1; ; reading++)
        {
            var before = reading == 1 ? -1 : Count;
            if (await SideBySideAsync(cancellationToken) is { } failure)
            {
                return failure;
            }

            if (IsWhole || IsCutShort || reading == MostReadings || Count == before)
            {
                return null;
            }

            _plan.StartAgain();
            (_isSecondReading, _asked, Total) = (true, 0, 0);
        }
    }

    private async Task<ObservationFailure?> SideBySideAsync(CancellationToken cancellationToken)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sent = new Dictionary<Task<(TargetRequest Request, TargetOutcome Outcome)>, ListedPage>();
        try
        {
            while (true)
            {
                while (sent.Count < PagesAtOnce && _plan.Take() is { } page)
                {
                    if (++_asked > MostPages)
                    {
                        return new ObservationFailure.Unexpected($"The target lists more than {MostPages} pages.");
                    }

                    sent.Add(SendAsync(page, rest.Token), page);
                }

                if (sent.Count == 0)
                {
                    return null;
                }

                var next = await Task.WhenAny(sent.Keys);
                sent.Remove(next, out var came);
                var (request, outcome) = await next;
                if (Heed(came, request, outcome) is { } failure)
                {
                    return failure;
                }
            }
        }
        finally
        {
            await rest.CancelAsync();
            await Task.WhenAll(sent.Keys.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // Nobody waits for their answers any more.
        }
    }

    private async Task<(TargetRequest Request, TargetOutcome Outcome)> SendAsync(ListedPage page, CancellationToken cancellationToken)
    {
        var request = _ask(page.Number, page.IsSizeAsked ? page.Size : null);
        return (request, await _client.SendAsync(request, cancellationToken));
    }

    private ObservationFailure? Heed(ListedPage page, TargetRequest request, TargetOutcome outcome) =>
        FailureReading.Of(request, outcome) is { } failure
            ? Refusal(page, outcome, failure)
            : Take(page, (TargetOutcome.Answered)outcome, request.Route);

    private ObservationFailure.Unexpected? Take(ListedPage asked, TargetOutcome.Answered answered, string route)
    {
        try
        {
            var page = _read(answered.Body, answered.SentAt);
            var before = Count;
            foreach (var row in page.Items)
            {
                var key = _keyOf(row);
                if (!_rows.TryGetValue(key, out var known) || known.SentAt <= answered.SentAt)
                {
                    _rows[key] = (row, answered.SentAt);
                }
            }

            _barren = Count > before || page.Items.IsEmpty ? 0 : _barren + 1;
            if (!_isSecondReading && _barren >= MostBarrenPages)
            {
                return new ObservationFailure.Unexpected($"{route} keeps listing the same rows: {MostBarrenPages} pages in a row brought nothing new.");
            }

            OldestSentAt = Instant.Min(OldestSentAt, answered.SentAt);
            Total = Math.Max(Total, page.Total);
            _plan.Came(asked, Math.Max(1, page.PageSize), page.PageCount, page.Items.IsEmpty);
            return null;
        }
        catch (DialectException e)
        {
            return new ObservationFailure.Unexpected($"{route} was answered by something else: {e.Message}");
        }
    }

    private ObservationFailure? Refusal(ListedPage page, TargetOutcome outcome, ObservationFailure failure)
    {
        if (outcome is not TargetOutcome.Answered { Status: 400 } answered)
        {
            return failure;
        }

        var isTooLarge = TargetError.Read(answered.Body).IsTooLarge;
        if (isTooLarge && _plan.Divide(page))
        {
            return null;
        }

        if (_hasMaxRows && page.RowsBefore > 0)
        {
            _plan.CutShortBefore(page);
            return null;
        }

        return isTooLarge ? new ObservationFailure.TooLarge(failure.Reason, page.Size) : failure;
    }
}
