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
    /// <summary>How many pages are asked for side by side, after the first has told how many there are.</summary>
    public const int PagesAtOnce = 4;

    /// <summary>How often a listing is read at most before its missing rows are given up.</summary>
    public const int MostReadings = 5;

    /// <summary>A target that finds its answer too large is asked for no fewer rows than this.</summary>
    public const int SmallestPage = 10;

    /// <summary>More pages than this are no listing.</summary>
    public const int MostPages = 1_000_000;

    /// <summary>After so many pages in a row that bring nothing new, the listing goes round in circles.</summary>
    public const int MostBarrenPages = 20;

    private readonly ITargetClient _client;
    private readonly Func<int, int?, TargetRequest> _ask;
    private readonly Func<ReadOnlyMemory<byte>, Instant, Page<TRow>> _read;
    private readonly Func<TRow, TKey> _keyOf;
    private readonly int? _maxRows;
    private readonly bool _mayAskForFewer;
    private int? _askedSize;
    private int _pageSize;
    private int _next = 1;
    private int _last = 1;
    private int _barren;
    private bool _isSecondReading;

    /// <summary>Prepares a reading.</summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="ask">The request for a page, and for so many rows where fewer than the most are wanted.</param>
    /// <param name="read">Reads a page from an answer and the instant of its request.</param>
    /// <param name="keyOf">What tells rows apart.</param>
    /// <param name="largestPage">The size of a page where none is asked for.</param>
    /// <param name="maxRows">How many rows the target serves whatever it promises, or null for all.</param>
    /// <param name="mayAskForFewer">Whether <paramref name="ask"/> heeds the number of rows.</param>
    public ListingRead(
        ITargetClient client,
        Func<int, int?, TargetRequest> ask,
        Func<ReadOnlyMemory<byte>, Instant, Page<TRow>> read,
        Func<TRow, TKey> keyOf,
        int largestPage,
        int? maxRows = null,
        bool mayAskForFewer = false)
    {
        _client = client;
        _ask = ask;
        _read = read;
        _keyOf = keyOf;
        _pageSize = largestPage;
        _maxRows = maxRows;
        _mayAskForFewer = mayAskForFewer;
    }

    /// <summary>The rows so far; of a row that came twice the later one.</summary>
    public Dictionary<TKey, TRow> Rows { get; } = [];

    /// <summary>How many rows the target says there are.</summary>
    public int Total { get; private set; }

    /// <summary>Whether the target serves only a part of the listing.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>Whether every row was read that the target says there is.</summary>
    public bool IsWhole => Rows.Count >= Total;

    /// <summary>When the oldest request was sent on which the rows rest.</summary>
    public Instant OldestSentAt { get; private set; } = Instant.MaxValue;

    /// <summary>How many pages are still to be read.</summary>
    public int PagesToCome => Math.Max(0, _last - _next + 1);

    /// <summary>Reads all of it.</summary>
    public async Task<ObservationFailure?> AllAsync(CancellationToken cancellationToken) =>
        await FirstAsync(cancellationToken) ?? await RestAsync(cancellationToken);

    /// <summary>Reads the first page, which tells how many there are.</summary>
    public async Task<ObservationFailure?> FirstAsync(CancellationToken cancellationToken) => await NextAsync(1, cancellationToken);

    /// <summary>Reads what follows the first page; again from the start where rows are missing and the last reading brought some.</summary>
    public async Task<ObservationFailure?> RestAsync(CancellationToken cancellationToken)
    {
        for (var reading = 1; ; reading++)
        {
            var before = reading == 1 ? -1 : Rows.Count;
            while (PagesToCome > 0)
            {
                if (await NextAsync(Math.Min(PagesAtOnce, PagesToCome), cancellationToken) is { } failure)
                {
                    return failure;
                }
            }

            if (IsWhole || IsCutShort || reading == MostReadings || Rows.Count == before)
            {
                return null;
            }

            (_next, _last) = (1, Math.Max(1, _last));
            _isSecondReading = true;
        }
    }

    private async Task<ObservationFailure?> NextAsync(int count, CancellationToken cancellationToken)
    {
        if (_next + count > MostPages)
        {
            return new ObservationFailure.Unexpected($"The target lists more than {MostPages} pages.");
        }

        var first = _next;
        var requests = Enumerable.Range(first, count).Select(number => _ask(number, _askedSize)).ToArray();
        var outcomes = await Task.WhenAll(requests.Select(request => _client.SendAsync(request, cancellationToken)));
        for (var index = 0; index < count; index++)
        {
            if (FailureReading.Of(requests[index], outcomes[index]) is { } failure)
            {
                return Refusal(first + index, outcomes[index], failure);
            }

            if (Take((TargetOutcome.Answered)outcomes[index], first + index, requests[index].Route) is { } unreadable)
            {
                return unreadable;
            }
        }

        return null;
    }

    private ObservationFailure.Unexpected? Take(TargetOutcome.Answered answered, int number, string route)
    {
        try
        {
            var page = _read(answered.Body, answered.SentAt);
            var before = Rows.Count;
            foreach (var row in page.Items)
            {
                Rows[_keyOf(row)] = row;
            }

            _barren = Rows.Count > before || page.Items.IsEmpty ? 0 : _barren + 1;
            if (!_isSecondReading && _barren >= MostBarrenPages)
            {
                return new ObservationFailure.Unexpected($"{route} keeps listing the same rows: {MostBarrenPages} pages in a row brought nothing new.");
            }

            OldestSentAt = Instant.Min(OldestSentAt, answered.SentAt);
            Total = page.Total;
            _pageSize = Math.Max(1, page.PageSize);
            _next = number + 1;

            // An empty page is the end, whatever count was promised before.
            _last = page.Items.IsEmpty ? number : Math.Max(number, LastOf(page.PageCount));
            return null;
        }
        catch (DialectException e)
        {
            return new ObservationFailure.Unexpected($"{route} was answered by something else: {e.Message}");
        }
    }

    // The target promises pages that it refuses to serve; what would be refused is not asked for.
    private int LastOf(int pageCount)
    {
        var most = _maxRows is { } rows ? Math.Max(1, rows / _pageSize) : int.MaxValue;
        IsCutShort |= pageCount > most;
        return Math.Min(pageCount, most);
    }

    private ObservationFailure? Refusal(int number, TargetOutcome outcome, ObservationFailure failure)
    {
        if (outcome is not TargetOutcome.Answered { Status: 400 } answered)
        {
            return failure;
        }

        if (_mayAskForFewer && TargetError.Read(answered.Body).IsTooLarge && _pageSize / 2 >= SmallestPage)
        {
            var rowsBefore = (number - 1) * _pageSize;
            _pageSize /= 2;
            _askedSize = _pageSize;
            _next = (rowsBefore / _pageSize) + 1;
            _last = Math.Max(_last, _next);
            return null;
        }

        if (_maxRows is not null && number > 1)
        {
            IsCutShort = true;
            _last = number - 1;
            _next = number;
            return null;
        }

        return failure;
    }
}
