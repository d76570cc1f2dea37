//! Long work in slices: whoever drives it says how many cases the next slice may work out.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// How many cases may still be worked out in this slice.
#[derive(Debug, Default)]
pub struct Pace {
    left: Cell<u32>,
}

impl Pace {
    /// Waits for the next slice once this one is used up by so many more cases.
    pub async fn took(&self, cases: u32) {
        let left = self.left.get();
        self.left.set(left.saturating_sub(cases));
        if left > cases {
            return;
        }
        let mut waited = false;
        poll_fn(|_| match std::mem::replace(&mut waited, true) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        })
        .await;
    }
}

/// Work that goes on slice by slice, and can be dropped between two of them.
pub struct Job<T> {
    pace: Rc<Pace>,
    work: Pin<Box<dyn Future<Output = T>>>,
}

impl<T> Job<T> {
    /// Work that asks the pace it is given.
    pub fn new<W: Future<Output = T> + 'static>(work: impl FnOnce(Rc<Pace>) -> W) -> Job<T> {
        let pace = Rc::new(Pace::default());
        Job {
            work: Box::pin(work(pace.clone())),
            pace,
        }
    }

    /// Works out about so many cases; the result once all is done. Not to be called again then.
    pub fn go_on(&mut self, cases: u32) -> Option<T> {
        self.pace.left.set(cases);
        let mut context = Context::from_waker(Waker::noop());
        match self.work.as_mut().poll(&mut context) {
            Poll::Ready(found) => Some(found),
            Poll::Pending => None,
        }
    }

    /// All of it in one go.
    pub fn finish(mut self) -> T {
        loop {
            if let Some(found) = self.go_on(u32::MAX) {
                return found;
            }
        }
    }
}
