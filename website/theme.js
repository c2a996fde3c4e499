// Before the page is drawn: that scripts run, and the theme that was chosen here
document.documentElement.classList.add('js')
try {
  const theme = localStorage.getItem('theme')
  if (theme) document.documentElement.dataset.theme = theme
} catch (e) {}
